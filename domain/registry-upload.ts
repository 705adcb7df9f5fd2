/**
 * What a registry's file says. `full`: the whole list. `areas`: it replaces the area codes that are in it and leaves the
 * others. `changes`: it says of each number whether it is added or deleted.
 */
export const UPLOAD_MODES = ['full', 'areas', 'changes'] as const;
export type UploadMode = (typeof UPLOAD_MODES)[number];
