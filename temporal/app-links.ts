import type { WorkflowClientInterceptor } from '@temporalio/client';

/** Where the app shows what a workflow is about, by the first part of its id. */
const PLACES: Readonly<Record<string, string>> = {
  campaign: '/campaigns/',
  call: '/calls/',
  import: '/leads/imports/',
  receipt: '/compliance/opt-outs/',
  registry: '/compliance/versions/',
  'dnc-import': '/compliance/imports/',
  'compliance-replay': '/compliance/replays/',
};

/** Address in the app of what a workflow is about; null for workflows that no page shows. */
export function appLink(publicUrl: string, workflowId: string): string | null {
  const [, kind = '', id = ''] = /^([a-z-]+):([0-9a-f-]{36})$/.exec(workflowId) ?? [];
  const place = PLACES[kind];
  return place === undefined ? null : `${publicUrl.replace(/\/+$/, '')}${place}${id}`;
}

/** The way back from the Temporal UI: workflows start with a link to their page, sealed like every payload. */
export function linksToTheApp(publicUrl: string): WorkflowClientInterceptor {
  return {
    start(input, next) {
      const link = appLink(publicUrl, input.options.workflowId);
      if (link === null || input.options.staticDetails !== undefined) return next(input);
      return next({ ...input, options: { ...input.options, staticDetails: `[Open in Ringfence](${link})` } });
    },
  };
}
