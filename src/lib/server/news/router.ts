import { z } from 'zod';
import { procedureIn, router } from '#server/platform/trpc.ts';
import * as domain from './domain.ts';

const open = procedureIn('news');
const members = procedureIn('news', 'member');
const oneNews = z.object({ id: z.string().max(64) });

export const news = router({
	latest: open.query(({ ctx }) => domain.publicNews(ctx)),
	read: open.input(oneNews).query(({ ctx, input }) => domain.readNews(ctx, input)),
	picture: open.input(oneNews).query(({ ctx, input }) => domain.newsPicture(ctx, input)),
	inside: members.query(({ ctx }) => domain.insideNews(ctx))
});
