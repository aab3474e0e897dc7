import { x } from '#server/tickets/store.ts';
import {
	y
} from '#server/zy/domain.ts';
import { building } from '$app/environment';
import { z } from './router.ts';
