/** What the address of a list asks for: which part of it, how what is sought begins, and after what. */
export const askedIn = ({ searchParams }: URL) => ({
	show: searchParams.get('show') ?? 'all',
	query: searchParams.get('q') ?? '',
	after: searchParams.get('after') ?? undefined
});
