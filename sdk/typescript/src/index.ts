export { LunePay, type LunePayOptions } from "./client.js";
export {
  AnswerError,
  type Failed,
  LunePayError,
  NoAnswerError,
  ProblemError,
  SignatureError,
  type SignatureFault,
  UsageError,
} from "./errors.js";
export { OPERATIONS, type WebhookEvent } from "./generated/operations.js";
export type * from "./generated/schema.js";
export type { CallOptions, Operation, Retry } from "./operation.js";
export { type Page, Pages } from "./pages.js";
export type { Clock } from "./transport.js";
export { type VerifyOptions, verify, Webhook, type WebhookHeaders } from "./webhook.js";
