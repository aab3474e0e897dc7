
/** Tickets are numbered from here: #1 would say how young the portal is. */
export const FIRST_TICKET_NUMBER = 1001;
