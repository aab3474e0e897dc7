export { activationBy } from './activation.ts';
export { runAnnounced } from './announced.ts';
export { importUnderWay } from './console.ts';
export { startImporter } from './importer.ts';
export { faultIn } from './problems.ts';
export { forgetReports } from './report.ts';
export { reportFile } from './report-file.ts';
export { runImport, type GivenFile, type ImportResult, type Progress } from './run.ts';
