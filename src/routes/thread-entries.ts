import { eventWords, type Told } from '#lib/ui/ticket/event-words.ts';
import type { Reader } from '#lib/ui/ticket/labels.ts';
import { renderMarkdown } from '#server/platform/markdown.ts';

/** The entries of a thread as its page shows them: texts made safe, and what was done said in the words of who reads. */
export const entriesOf = <E extends Told & { body: string }>(messages: readonly E[], reader: Reader) =>
	messages.map(({ body, event: _event, details: _details, statusAfter: _status, ...message }, index) => ({
		...message,
		said: eventWords(messages[index]!, reader),
		html: renderMarkdown(body)
	}));
