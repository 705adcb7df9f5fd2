import { z } from 'zod';

/** REGISTRY_FOLDER: where do-not-call registries lie. API and workers of an installation share it. */
export const registryEnvironment = z
  .object({
    REGISTRY_FOLDER: z.string().min(1).default('.ringfence/registry'),
  })
  .transform((env) => ({ folder: env.REGISTRY_FOLDER }));
