/** What somebody stands for in a structure: invoices, outages, data incidents. Several may hold the first two, one the last. */
export const REFERENT_ROLES = ['accounting', 'technical', 'dpo'] as const;
export type ReferentRole = (typeof REFERENT_ROLES)[number];
