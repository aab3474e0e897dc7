export { faultIn } from './problems.ts';
export { reportFile } from './report-file.ts';
export { runImport, type GivenFile, type ImportResult, type Progress } from './run.ts';
