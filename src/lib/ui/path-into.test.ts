import { expect, test } from 'vitest';
import { pathInto } from './path-into.ts';

const active = { structureId: 'b', access: 'active' };
const pending = { structureId: 'b', access: 'pending' };
const without = { structureId: 'me', access: null };

test.each([
	['/s/a', '/s/b'],
	['/s/a/', '/s/b'],
	['/s/a/tickets', '/s/b/tickets'],
	['/s/a/tickets/1042', '/s/b/tickets'],
	['/s/a/tickets/1042/files/f', '/s/b/tickets'],
	['/s/a/tickets/search', '/s/b/tickets'],
	['/s/a/tickets/visibility', '/s/b/tickets'],
	['/s/a/tickets/new', '/s/b/tickets/new'],
	['/s/a/tickets/new/administrator', '/s/b/tickets'],
	['/s/a/contacts', '/s/b/contacts'],
	['/s/a/contacts/new', '/s/b/contacts'],
	['/s/a/contacts/c1', '/s/b/contacts'],
	['/s/a/structure', '/s/b/structure'],
	['/s/a/news', '/s/b/news'],
	['/s/a/news/n1', '/s/b/news'],
	['/s/a/unheard-of', '/s/b'],
	['/account/sessions', '/s/b'],
	['/contacts', '/s/b'],
	['/', '/s/b']
])('from %s one comes to the same kind of page, %s', (from, to) => expect(pathInto(active, from)).toBe(to));

test.each([
	['/s/a', '/s/b'],
	['/s/a/tickets', '/s/b/tickets'],
	['/s/a/tickets/new', '/s/b/tickets/new'],
	['/s/a/tickets/1042', '/s/b/tickets'],
	['/s/a/contacts', '/s/b'],
	['/s/a/structure', '/s/b'],
	['/s/a/news', '/s/b']
])('whoever still waits comes from %s to %s, never to a closed page', (from, to) => {
	expect(pathInto(pending, from)).toBe(to);
	expect(pathInto(without, from)).toBe(to.replace('/b', '/me'));
});
