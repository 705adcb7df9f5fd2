import { Button, FileButton, Text } from '@mantine/core';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import classes from './import.module.css';

/** Where a file is dropped or chosen. Dropping works anywhere in the window. */
export function FileChoice({ onFile }: { onFile: (file: File) => void }) {
  return (
    <div className={classes.drop}>
      <IconFileSpreadsheet size={28} stroke={1.4} aria-hidden />
      <Text fw={600}>Drop a CSV anywhere on this window</Text>
      <Text size="sm" className="quiet" ta="center">
        Any layout: columns, separators and encodings are recognised. Nothing is stored before you have seen it.
      </Text>
      <FileButton
        onChange={(file) => file && onFile(file)}
        accept=".csv,.txt,.tsv,text/csv,text/plain"
        inputProps={{ 'aria-label': 'CSV file' }}
      >
        {(props) => (
          <Button variant="default" {...props}>
            Choose a file
          </Button>
        )}
      </FileButton>
    </div>
  );
}
