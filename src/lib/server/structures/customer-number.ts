/** Customer numbers are kept in capitals and without spaces: « c 10601 » is typed for C10601. */
export const canonicalCustomerNumber = (typed: string): string => typed.toUpperCase().replace(/\s/g, '');
