import type { Worker } from './worker.ts';

export function listenForShared(_worker: Worker): void {}
