import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { changedAt } from './columns.ts';

/** Belongs to the installation, to no tenant. */
export const InstallationSetting = defineEntity({
  name: 'InstallationSetting',
  tableName: 'installation',
  properties: {
    key: p.text().primary(),
    value: p.json().$type<unknown>(),
    updatedAt: changedAt(),
  },
});
export type InstallationSetting = InferEntity<typeof InstallationSetting>;
