import { Overlay, Text } from '@mantine/core';
import { useNavigate, useRouterState, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useMay } from '../session/use-session.tsx';
import classes from './drop-anywhere.module.css';
import { useDrop } from './dropped-file.tsx';

/** Where a dropped file leads, by the screen that it falls on; the last is for every other. */
const GOALS = [
  {
    from: '/leads',
    to: '/leads/import',
    title: 'Drop the list here',
    note: 'CSV, any layout. Nothing is stored before you have seen what is in it.',
  },
  {
    from: '/compliance/ask',
    to: '/compliance/ask/many',
    title: 'Drop the numbers here',
    note: 'A line each. They are asked once you say so; nothing of the file is stored.',
  },
  // Which of several things a file would be there, the screens ask themselves.
  { from: '/compliance', to: null, title: '', note: '' },
  {
    from: '',
    to: '/campaigns/new',
    title: 'Drop the list here',
    note: 'CSV, any layout. Nothing is stored before you have seen what is in it.',
  },
] as const;

/** A file dropped anywhere begins a campaign with it; on the screens of leads an import, where numbers are asked a check. */
export function DropAnywhere() {
  const put = useDrop();
  const navigate = useNavigate();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const { campaign } = useSearch({ strict: false });
  const draft = path === '/campaigns/new' ? campaign : undefined;
  const goal = GOALS.find(({ from }) => path.startsWith(from)) ?? GOALS[3];
  const mayImport = useMay('lists:write');
  const mayAsk = useMay('compliance:check');
  const may = goal.to === '/compliance/ask/many' ? mayAsk : mayImport && goal.to !== null;
  const [hovering, setHovering] = useState(false);
  const depth = useRef(0);

  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const enter = (event: DragEvent) => {
      if (!may || !hasFiles(event)) return;
      depth.current += 1;
      setHovering(true);
    };
    const leave = () => {
      depth.current = Math.max(0, depth.current - 1);
      if (depth.current === 0) setHovering(false);
    };
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      // Where it leads nowhere it is refused: a browser would leave the app to show it.
      event.preventDefault();
      if (!may && event.dataTransfer) event.dataTransfer.dropEffect = 'none';
    };
    const drop = (event: DragEvent) => {
      depth.current = 0;
      setHovering(false);
      const file = event.dataTransfer?.files[0];
      if (!file || event.defaultPrevented) return;
      event.preventDefault();
      if (!may || goal.to === null) return;
      put({ file, on: goal.to });
      if (draft !== undefined)
        void navigate({ to: '/campaigns/new', search: { step: 'list', from: 'file', campaign: draft } });
      else void navigate({ to: goal.to });
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
  }, [may, navigate, put, goal, draft]);

  if (!hovering) return null;
  return (
    <Overlay fixed zIndex={1000} backgroundOpacity={0.6} className={classes.overlay}>
      <div className={classes.target}>
        <Text fw={650} size="xl">
          {goal.title}
        </Text>
        <Text>{goal.note}</Text>
      </div>
    </Overlay>
  );
}
