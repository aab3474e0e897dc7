export const ticketMails = {};
