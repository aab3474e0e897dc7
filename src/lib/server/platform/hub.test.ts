import { expect, test } from 'vitest';
import { world } from '../../../../tests/support/world.ts';
import { afterCommit, transact } from './db.ts';
import { createHub } from './hub.ts';

function listener() {
	const told = { changed: 0, ended: 0 };
	return { told, changed: () => void told.changed++, ended: () => void told.ended++ };
}

test('only who listens to a topic is told, as long as they listen', () => {
	const hub = createHub();
	const [a, b] = [listener(), listener()];
	const stop = hub.listen(['x', 'y'], a);
	hub.listen(['y'], b);
	hub.publish('x');
	hub.publish('y');
	hub.publish('z');
	stop();
	hub.publish('y');
	expect([a.told.changed, b.told.changed]).toEqual([2, 2]);
});

test('closing ends everybody once, and whoever comes later at once', () => {
	const hub = createHub();
	const [a, b] = [listener(), listener()];
	hub.listen(['x', 'y'], a);
	hub.close();
	hub.close();
	hub.listen(['x'], b);
	hub.publish('x');
	expect([a.told, b.told]).toEqual([
		{ changed: 0, ended: 1 },
		{ changed: 0, ended: 1 }
	]);
});

test('what waits for a commit is done after it, and never when it does not come', async () => {
	const { base } = await world();
	const done: string[] = [];
	await transact(base, async (ctx) => {
		afterCommit(ctx.db, () => done.push(ctx.db.isTransaction ? 'first' : ''));
		await transact(ctx, async (inner) => afterCommit(inner.db, () => done.push('joined')));
		expect(done).toEqual([]);
	});
	expect(done).toEqual(['first', 'joined']);
	await expect(
		transact(base, async (ctx) => {
			afterCommit(ctx.db, () => done.push('never'));
			throw new Error('rolled back');
		})
	).rejects.toThrow('rolled back');
	expect(done).toEqual(['first', 'joined']);
});
