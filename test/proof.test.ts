import { declareProof } from './proof.ts';

/**
 * In short: the solution passes, the starter fails, and each check and each scenario has a wrong submission that shows
 * that it is needed.
 */
declareProof('needed', ['npm test']);
