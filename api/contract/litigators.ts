import { z } from 'zod';
import { OwnEntry } from './own-entry.ts';
import { pageOf } from './page.ts';

export const Litigator = OwnEntry.extend({
  source: z.string().meta({ description: 'Where the number came from.' }),
}).meta({ id: 'Litigator', description: 'A number of somebody known to sue. It is no refusal.' });
export type Litigator = z.infer<typeof Litigator>;
export const LitigatorPage = pageOf('LitigatorPage', Litigator);
