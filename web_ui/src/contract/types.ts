// Short names for the contract's schemas that the pages show.
import type { components } from './generated/schema';

type Schemas = components['schemas'];

export type ScreenRequest = Schemas['ScreenRequest'];
export type Subject = Schemas['Subject'];
export type ScreeningDecision = Schemas['ScreeningDecision'];
export type ScreeningWarning = Schemas['ScreeningWarning'];
export type Match = Schemas['Match'];
export type FollowUp = Schemas['FollowUp'];
export type CreditRequest = Schemas['CreditRequest'];
export type Application = Schemas['Application'];
export type CreditDecision = Schemas['CreditDecision'];
export type Bundle = Schemas['Bundle'];
export type ReplayResult = Schemas['ReplayResult'];
export type StoredDecision = Schemas['StoredDecision'];
export type Health = Schemas['Health'];
export type LoadedHashes = Schemas['LoadedHashes'];
export type AccessToken = Schemas['AccessToken'];
export type Problem = Schemas['Problem'];
export type FieldFault = Schemas['FieldFault'];
export type DecisionProof = Schemas['DecisionProof'];
export type ScreeningChange = Schemas['ScreeningChange'];
export type ScreeningWhatIf = Schemas['ScreeningWhatIf'];
export type ThresholdPoint = Schemas['ThresholdPoint'];
export type FrontierPoint = Schemas['FrontierPoint'];
export type ScoreBar = Schemas['ScoreBar'];
export type CreditChange = Schemas['CreditChange'];
export type CreditWhatIf = Schemas['CreditWhatIf'];
export type CreditBook = Schemas['CreditBook'];
export type CreditPolicy = Schemas['CreditPolicy'];
