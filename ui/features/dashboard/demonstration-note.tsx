import { Text } from '@mantine/core';
import classes from './dashboard.module.css';

/** Said wherever figures could be taken for real ones. */
export function DemonstrationNote() {
  return (
    <Text size="sm" className={classes.demonstration}>
      <b>Demonstration.</b> Demo voices call demo callees on a clock of their own; nobody’s phone rings.
    </Text>
  );
}
