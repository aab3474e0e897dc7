import { build, version } from '$service-worker';
import { listenForPushes } from '#lib/service-worker/pushes.ts';
import { listenForShared } from '#lib/service-worker/shared.ts';
import { listenForShell } from '#lib/service-worker/shell.ts';
import type { Worker } from '#lib/service-worker/worker.ts';

const worker = globalThis as unknown as Worker;

listenForShared(worker);
listenForShell(worker, { build, version });
listenForPushes(worker);
