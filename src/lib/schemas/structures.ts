import { z } from 'zod';
import { line } from './person.ts';

export const searchStructuresInput = z.object({ query: line(100).default('') });
