import { Overlay, Text } from '@mantine/core';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useMay } from '../session/use-session.tsx';
import classes from './drop-anywhere.module.css';
import { useDroppedFile } from './dropped-file.tsx';

/** A file dropped anywhere begins a campaign with it, or an import on the screens of leads. */
export function DropAnywhere() {
  const mayImport = useMay('lists:write');
  const { put } = useDroppedFile();
  const navigate = useNavigate();
  const isAmongLeads = useRouterState({ select: (state) => state.location.pathname.startsWith('/leads') });
  const [hovering, setHovering] = useState(false);
  const depth = useRef(0);

  useEffect(() => {
    if (!mayImport) return;
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth.current += 1;
      setHovering(true);
    };
    const leave = () => {
      depth.current = Math.max(0, depth.current - 1);
      if (depth.current === 0) setHovering(false);
    };
    const over = (event: DragEvent) => {
      if (hasFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      depth.current = 0;
      setHovering(false);
      const file = event.dataTransfer?.files[0];
      if (!file || event.defaultPrevented) return;
      event.preventDefault();
      put(file);
      void navigate({ to: isAmongLeads ? '/leads/import' : '/campaigns/new' });
    };
    addEventListener('dragenter', enter);
    addEventListener('dragleave', leave);
    addEventListener('dragover', over);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragenter', enter);
      removeEventListener('dragleave', leave);
      removeEventListener('dragover', over);
      removeEventListener('drop', drop);
    };
  }, [mayImport, navigate, put, isAmongLeads]);

  if (!hovering) return null;
  return (
    <Overlay fixed zIndex={1000} backgroundOpacity={0.6} className={classes.overlay}>
      <div className={classes.target}>
        <Text fw={650} size="xl">
          Drop the list here
        </Text>
        <Text>CSV, any layout. Nothing is stored before you have seen what is in it.</Text>
      </div>
    </Overlay>
  );
}
