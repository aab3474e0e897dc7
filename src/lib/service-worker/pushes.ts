import type { Worker } from './worker.ts';

export function listenForPushes(_worker: Worker): void {}
