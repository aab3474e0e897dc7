import {
	changeNewsInput,
	createNewsInput,
	exportReadersInput,
	listNewsInput,
	newsInput,
	newsPictureInput,
	newsReachInput,
	previewNewsInput,
	readersInput,
	staffNewsInput,
	waitingPictureInput
} from '#lib/schemas/news.ts';
import { procedureIn, router } from '#server/platform/trpc.ts';
import * as domain from './domain.ts';
import { feed } from './feed.ts';
import { exportReaders, newsReaders } from './readers.ts';
import { newsChoices, newsReach, previewNews, staffNews, staffReadNews, waitingPicture } from './staff-reading.ts';
import { changeNews, createNews, discardNews, endNews } from './writing.ts';

const open = procedureIn('news');
const members = procedureIn('news', 'member');
const staff = procedureIn('news', 'staff');

export const news = router({
	latest: open.query(({ ctx }) => domain.latestNews(ctx)),
	list: open.input(listNewsInput).query(({ ctx, input }) => domain.publicNews(ctx, input)),
	read: open.input(newsInput).query(({ ctx, input }) => domain.readPublic(ctx, input)),
	picture: open.input(newsPictureInput).query(({ ctx, input }) => domain.newsPicture(ctx, input)),
	feed: open.query(({ ctx }) => feed(ctx)),

	inside: members.input(listNewsInput).query(({ ctx, input }) => domain.insideNews(ctx, input)),
	readInside: members.input(newsInput).query(({ ctx, input }) => domain.readInside(ctx, input)),
	awaited: members.query(({ ctx }) => domain.awaitedNews(ctx)),
	acknowledge: members.input(newsInput).mutation(({ ctx, input }) => domain.acknowledgeNews(ctx, input)),

	staffList: staff.input(staffNewsInput).query(({ ctx, input }) => staffNews(ctx, input)),
	staffRead: staff.input(newsInput).query(({ ctx, input }) => staffReadNews(ctx, input)),
	choices: staff.query(({ ctx }) => newsChoices(ctx)),
	reach: staff.input(newsReachInput).query(({ ctx, input }) => newsReach(ctx, input)),
	preview: staff.input(previewNewsInput).query(({ ctx, input }) => previewNews(ctx, input)),
	waitingPicture: staff.input(waitingPictureInput).query(({ ctx, input }) => waitingPicture(ctx, input)),
	create: staff.input(createNewsInput).mutation(({ ctx, input }) => createNews(ctx, input)),
	change: staff.input(changeNewsInput).mutation(({ ctx, input }) => changeNews(ctx, input)),
	end: staff.input(newsInput).mutation(({ ctx, input }) => endNews(ctx, input)),
	discard: staff.input(newsInput).mutation(({ ctx, input }) => discardNews(ctx, input)),
	readers: staff.input(readersInput).query(({ ctx, input }) => newsReaders(ctx, input)),
	exportReaders: staff.input(exportReadersInput).query(({ ctx, input }) => exportReaders(ctx, input))
});
