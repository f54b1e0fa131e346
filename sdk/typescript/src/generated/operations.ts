// Written by scripts/generate.mjs from docs/openapi.json: `npm run api`.
import type { Asked, CallOptions, Operation } from "../operation.js";
import type { Pages } from "../pages.js";
import type * as Api from "./schema.js";

/** Every operation of the document, by its id. */
export const OPERATIONS = {
  accept_invitation: {"id":"accept_invitation","method":"POST","path":"/invitations/accept","retry":"keyed","token":true,"answer":"object"},
  accept_proposal: {"id":"accept_proposal","method":"POST","path":"/workspaces/{id}/proposals/{proposal_id}/accept","retry":"keyed","token":true,"answer":"object"},
  accept_proposals: {"id":"accept_proposals","method":"POST","path":"/workspaces/{id}/proposals/accept","retry":"keyed","token":true,"answer":"object"},
  acknowledge_webhook_delivery: {"id":"acknowledge_webhook_delivery","method":"POST","path":"/workspaces/{id}/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}/ack","retry":"keyed","token":true,"answer":"object"},
  add_message_format: {"id":"add_message_format","method":"POST","path":"/workspaces/{id}/message-formats","retry":"keyed","token":true,"answer":"object"},
  add_phone_number: {"id":"add_phone_number","method":"POST","path":"/workspaces/{id}/phone-numbers","retry":"keyed","token":true,"answer":"object"},
  amend_bank_account: {"id":"amend_bank_account","method":"PATCH","path":"/workspaces/{id}/bank-accounts/{account_id}","retry":"unsent","token":true,"answer":"object"},
  amend_member: {"id":"amend_member","method":"PATCH","path":"/workspaces/{id}/members/{user_id}","retry":"unsent","token":true,"answer":"object"},
  amend_order: {"id":"amend_order","method":"PATCH","path":"/workspaces/{id}/orders/{order_id}","retry":"unsent","token":true,"answer":"object"},
  amend_phone_number: {"id":"amend_phone_number","method":"PATCH","path":"/workspaces/{id}/phone-numbers/{phone_id}","retry":"unsent","token":true,"answer":"object"},
  amend_push_subscription: {"id":"amend_push_subscription","method":"PATCH","path":"/workspaces/{id}/push-subscriptions/{subscription_id}","retry":"unsent","token":true,"answer":"object"},
  amend_reminder: {"id":"amend_reminder","method":"PATCH","path":"/workspaces/{id}/reminder","retry":"unsent","token":true,"answer":"object"},
  amend_webhook_endpoint: {"id":"amend_webhook_endpoint","method":"PATCH","path":"/workspaces/{id}/webhook-endpoints/{endpoint_id}","retry":"unsent","token":true,"answer":"object"},
  amend_workspace: {"id":"amend_workspace","method":"PATCH","path":"/workspaces/{id}","retry":"unsent","token":true,"answer":"object"},
  approve_sender: {"id":"approve_sender","method":"POST","path":"/workspaces/{id}/senders","retry":"keyed","token":true,"answer":"object"},
  backtest_policies: {"id":"backtest_policies","method":"GET","path":"/workspaces/{id}/policies/backtest","retry":"always","token":true,"answer":"object"},
  begin_second_factor: {"id":"begin_second_factor","method":"POST","path":"/auth/second-factor","retry":"keyed","token":true,"answer":"object"},
  change_password: {"id":"change_password","method":"POST","path":"/auth/password","retry":"keyed","token":true,"answer":"none"},
  confirm_phone_sender: {"id":"confirm_phone_sender","method":"POST","path":"/workspaces/{id}/phone-numbers/{phone_id}/confirm-sender","retry":"keyed","token":true,"answer":"object"},
  confirm_second_factor: {"id":"confirm_second_factor","method":"POST","path":"/auth/second-factor/confirm","retry":"keyed","token":true,"answer":"object"},
  create_push_subscription: {"id":"create_push_subscription","method":"POST","path":"/workspaces/{id}/push-subscriptions","retry":"keyed","token":true,"answer":"object"},
  create_webhook_endpoint: {"id":"create_webhook_endpoint","method":"POST","path":"/workspaces/{id}/webhook-endpoints","retry":"keyed","token":true,"answer":"object"},
  create_workspace: {"id":"create_workspace","method":"POST","path":"/workspaces","retry":"keyed","token":true,"answer":"object"},
  delete_push_subscription: {"id":"delete_push_subscription","method":"DELETE","path":"/workspaces/{id}/push-subscriptions/{subscription_id}","retry":"always","token":true,"answer":"none"},
  delete_webhook_endpoint: {"id":"delete_webhook_endpoint","method":"DELETE","path":"/workspaces/{id}/webhook-endpoints/{endpoint_id}","retry":"always","token":true,"answer":"none"},
  delete_workspace: {"id":"delete_workspace","method":"DELETE","path":"/workspaces/{id}","retry":"always","token":true,"answer":"none"},
  dismiss_deposit: {"id":"dismiss_deposit","method":"POST","path":"/workspaces/{id}/deposits/{deposit_id}/dismiss","retry":"keyed","token":true,"answer":"object"},
  dismiss_message: {"id":"dismiss_message","method":"POST","path":"/workspaces/{id}/messages/{message_id}/dismiss","retry":"keyed","token":true,"answer":"object"},
  end_second_factor: {"id":"end_second_factor","method":"POST","path":"/auth/second-factor/end","retry":"keyed","token":true,"answer":"object"},
  export_deposits_csv: {"id":"export_deposits_csv","method":"GET","path":"/workspaces/{id}/deposits.csv","retry":"always","token":true,"answer":"text/csv"},
  export_deposits_xlsx: {"id":"export_deposits_xlsx","method":"GET","path":"/workspaces/{id}/deposits.xlsx","retry":"always","token":true,"answer":"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
  export_orders_csv: {"id":"export_orders_csv","method":"GET","path":"/workspaces/{id}/orders.csv","retry":"always","token":true,"answer":"text/csv"},
  export_orders_xlsx: {"id":"export_orders_xlsx","method":"GET","path":"/workspaces/{id}/orders.xlsx","retry":"always","token":true,"answer":"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
  export_workspace: {"id":"export_workspace","method":"GET","path":"/workspaces/{id}/export","retry":"always","token":true,"answer":"application/zip"},
  forgot_password: {"id":"forgot_password","method":"POST","path":"/auth/password/forgot","retry":"unsent","token":false,"answer":"none"},
  get_bank_account: {"id":"get_bank_account","method":"GET","path":"/workspaces/{id}/bank-accounts/{account_id}","retry":"always","token":true,"answer":"object"},
  get_counts: {"id":"get_counts","method":"GET","path":"/workspaces/{id}/counts","retry":"always","token":true,"answer":"object"},
  get_deposit: {"id":"get_deposit","method":"GET","path":"/workspaces/{id}/deposits/{deposit_id}","retry":"always","token":true,"answer":"object"},
  get_korean_openapi: {"id":"get_korean_openapi","method":"GET","path":"/openapi.ko.json","retry":"always","token":false,"answer":"object"},
  get_me: {"id":"get_me","method":"GET","path":"/auth/me","retry":"always","token":true,"answer":"object"},
  get_message: {"id":"get_message","method":"GET","path":"/workspaces/{id}/messages/{message_id}","retry":"always","token":true,"answer":"object"},
  get_openapi: {"id":"get_openapi","method":"GET","path":"/openapi.json","retry":"always","token":false,"answer":"object"},
  get_order: {"id":"get_order","method":"GET","path":"/workspaces/{id}/orders/{order_id}","retry":"always","token":true,"answer":"object"},
  get_phone_number: {"id":"get_phone_number","method":"GET","path":"/workspaces/{id}/phone-numbers/{phone_id}","retry":"always","token":true,"answer":"object"},
  get_receipt: {"id":"get_receipt","method":"GET","path":"/webhooks/bank-sms/receipts/{receipt_id}","retry":"always","token":false,"answer":"object"},
  get_reminder: {"id":"get_reminder","method":"GET","path":"/workspaces/{id}/reminder","retry":"always","token":true,"answer":"object"},
  get_scenario: {"id":"get_scenario","method":"GET","path":"/workspaces/{id}/test/scenarios/{scenario_id}","retry":"always","token":true,"answer":"object"},
  get_second_factor: {"id":"get_second_factor","method":"GET","path":"/auth/second-factor","retry":"always","token":true,"answer":"object"},
  get_stamp: {"id":"get_stamp","method":"GET","path":"/workspaces/{id}/stamp","retry":"always","token":true,"answer":"object"},
  get_webhook_delivery: {"id":"get_webhook_delivery","method":"GET","path":"/workspaces/{id}/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}","retry":"always","token":true,"answer":"object"},
  get_webhook_endpoint: {"id":"get_webhook_endpoint","method":"GET","path":"/workspaces/{id}/webhook-endpoints/{endpoint_id}","retry":"always","token":true,"answer":"object"},
  get_workspace: {"id":"get_workspace","method":"GET","path":"/workspaces/{id}","retry":"always","token":true,"answer":"object"},
  invite_member: {"id":"invite_member","method":"POST","path":"/workspaces/{id}/invitations","retry":"keyed","token":true,"answer":"object"},
  issue_token: {"id":"issue_token","method":"POST","path":"/auth/tokens","retry":"keyed","token":true,"answer":"object"},
  list_audit_log: {"id":"list_audit_log","method":"GET","path":"/workspaces/{id}/audit","retry":"always","token":true,"answer":"list"},
  list_bank_accounts: {"id":"list_bank_accounts","method":"GET","path":"/workspaces/{id}/bank-accounts","retry":"always","token":true,"answer":"list"},
  list_banks: {"id":"list_banks","method":"GET","path":"/banks","retry":"always","token":true,"answer":"list"},
  list_candidates: {"id":"list_candidates","method":"GET","path":"/workspaces/{id}/deposits/{deposit_id}/candidates","retry":"always","token":true,"answer":"list"},
  list_days: {"id":"list_days","method":"GET","path":"/workspaces/{id}/days","retry":"always","token":true,"answer":"list"},
  list_deposits: {"id":"list_deposits","method":"GET","path":"/workspaces/{id}/deposits","retry":"always","token":true,"answer":"list"},
  list_invitations: {"id":"list_invitations","method":"GET","path":"/workspaces/{id}/invitations","retry":"always","token":true,"answer":"list"},
  list_members: {"id":"list_members","method":"GET","path":"/workspaces/{id}/members","retry":"always","token":true,"answer":"list"},
  list_message_formats: {"id":"list_message_formats","method":"GET","path":"/workspaces/{id}/message-formats","retry":"always","token":true,"answer":"list"},
  list_messages: {"id":"list_messages","method":"GET","path":"/workspaces/{id}/messages","retry":"always","token":true,"answer":"list"},
  list_orders: {"id":"list_orders","method":"GET","path":"/workspaces/{id}/orders","retry":"always","token":true,"answer":"list"},
  list_phone_numbers: {"id":"list_phone_numbers","method":"GET","path":"/workspaces/{id}/phone-numbers","retry":"always","token":true,"answer":"list"},
  list_proposals: {"id":"list_proposals","method":"GET","path":"/workspaces/{id}/proposals","retry":"always","token":true,"answer":"object"},
  list_proposals_of_deposit: {"id":"list_proposals_of_deposit","method":"GET","path":"/workspaces/{id}/deposits/{deposit_id}/proposals","retry":"always","token":true,"answer":"list"},
  list_push_subscriptions: {"id":"list_push_subscriptions","method":"GET","path":"/workspaces/{id}/push-subscriptions","retry":"always","token":true,"answer":"list"},
  list_senders: {"id":"list_senders","method":"GET","path":"/workspaces/{id}/senders","retry":"always","token":true,"answer":"list"},
  list_tokens: {"id":"list_tokens","method":"GET","path":"/auth/tokens","retry":"always","token":true,"answer":"list"},
  list_webhook_deliveries: {"id":"list_webhook_deliveries","method":"GET","path":"/workspaces/{id}/webhook-endpoints/{endpoint_id}/deliveries","retry":"always","token":true,"answer":"list"},
  list_webhook_endpoints: {"id":"list_webhook_endpoints","method":"GET","path":"/workspaces/{id}/webhook-endpoints","retry":"always","token":true,"answer":"list"},
  list_workspaces: {"id":"list_workspaces","method":"GET","path":"/workspaces","retry":"always","token":true,"answer":"list"},
  log_in: {"id":"log_in","method":"POST","path":"/auth/login","retry":"unsent","token":false,"answer":"object"},
  log_out: {"id":"log_out","method":"POST","path":"/auth/logout","retry":"keyed","token":true,"answer":"none"},
  make_test_code: {"id":"make_test_code","method":"POST","path":"/workspaces/{id}/phone-numbers/{phone_id}/test-code","retry":"keyed","token":true,"answer":"object"},
  match_by_hand: {"id":"match_by_hand","method":"POST","path":"/workspaces/{id}/matches/manual","retry":"keyed","token":true,"answer":"object"},
  match_orders: {"id":"match_orders","method":"POST","path":"/workspaces/{id}/matches","retry":"keyed","token":true,"answer":"object"},
  ping_phone: {"id":"ping_phone","method":"POST","path":"/webhooks/ping/{key}","retry":"always","token":false,"answer":"object"},
  ping_webhook_endpoint: {"id":"ping_webhook_endpoint","method":"POST","path":"/workspaces/{id}/webhook-endpoints/{endpoint_id}/ping","retry":"keyed","token":true,"answer":"object"},
  place_order: {"id":"place_order","method":"POST","path":"/workspaces/{id}/orders","retry":"keyed","token":true,"answer":"object"},
  record_deposit: {"id":"record_deposit","method":"POST","path":"/workspaces/{id}/deposits","retry":"keyed","token":true,"answer":"object"},
  record_deposit_of_message: {"id":"record_deposit_of_message","method":"POST","path":"/workspaces/{id}/messages/{message_id}/deposit","retry":"keyed","token":true,"answer":"object"},
  register_bank_account: {"id":"register_bank_account","method":"POST","path":"/workspaces/{id}/bank-accounts","retry":"keyed","token":true,"answer":"object"},
  reject_proposal: {"id":"reject_proposal","method":"POST","path":"/workspaces/{id}/proposals/{proposal_id}/reject","retry":"keyed","token":true,"answer":"object"},
  release_deposit: {"id":"release_deposit","method":"POST","path":"/workspaces/{id}/deposits/{deposit_id}/release","retry":"keyed","token":true,"answer":"object"},
  remove_member: {"id":"remove_member","method":"DELETE","path":"/workspaces/{id}/members/{user_id}","retry":"always","token":true,"answer":"none"},
  remove_message_format: {"id":"remove_message_format","method":"DELETE","path":"/workspaces/{id}/message-formats/{format_id}","retry":"always","token":true,"answer":"none"},
  remove_phone_number: {"id":"remove_phone_number","method":"DELETE","path":"/workspaces/{id}/phone-numbers/{phone_id}","retry":"always","token":true,"answer":"none"},
  remove_sender: {"id":"remove_sender","method":"DELETE","path":"/workspaces/{id}/senders/{sender_id}","retry":"always","token":true,"answer":"none"},
  renew_recovery_codes: {"id":"renew_recovery_codes","method":"POST","path":"/auth/second-factor/recovery-codes","retry":"keyed","token":true,"answer":"object"},
  replay_webhook_deliveries: {"id":"replay_webhook_deliveries","method":"POST","path":"/workspaces/{id}/webhook-endpoints/{endpoint_id}/replay","retry":"keyed","token":true,"answer":"object"},
  replay_webhook_delivery: {"id":"replay_webhook_delivery","method":"POST","path":"/workspaces/{id}/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}/replay","retry":"keyed","token":true,"answer":"object"},
  reread_message: {"id":"reread_message","method":"POST","path":"/workspaces/{id}/messages/{message_id}/reread","retry":"keyed","token":true,"answer":"object"},
  reset_password: {"id":"reset_password","method":"POST","path":"/auth/password/reset","retry":"unsent","token":false,"answer":"none"},
  restore_deposit: {"id":"restore_deposit","method":"POST","path":"/workspaces/{id}/deposits/{deposit_id}/restore","retry":"keyed","token":true,"answer":"object"},
  return_deposit: {"id":"return_deposit","method":"POST","path":"/workspaces/{id}/deposits/{deposit_id}/returned","retry":"keyed","token":true,"answer":"object"},
  reverse_deposit_of_message: {"id":"reverse_deposit_of_message","method":"POST","path":"/workspaces/{id}/messages/{message_id}/reversal","retry":"keyed","token":true,"answer":"object"},
  revoke_token: {"id":"revoke_token","method":"DELETE","path":"/auth/tokens/{token_id}","retry":"always","token":true,"answer":"none"},
  rotate_phone_key: {"id":"rotate_phone_key","method":"POST","path":"/workspaces/{id}/phone-numbers/{phone_id}/rotate-key","retry":"keyed","token":true,"answer":"object"},
  rotate_webhook_secret: {"id":"rotate_webhook_secret","method":"POST","path":"/workspaces/{id}/webhook-endpoints/{endpoint_id}/rotate-secret","retry":"keyed","token":true,"answer":"object"},
  send_bank_sms: {"id":"send_bank_sms","method":"POST","path":"/webhooks/bank-sms","retry":"always","token":false,"answer":"object"},
  send_keyed_bank_sms: {"id":"send_keyed_bank_sms","method":"POST","path":"/webhooks/bank-sms/{key}","retry":"always","token":false,"answer":"object"},
  send_keyed_bank_sms_by_get: {"id":"send_keyed_bank_sms_by_get","method":"GET","path":"/webhooks/bank-sms/{key}","retry":"always","token":false,"answer":"object"},
  send_test_message: {"id":"send_test_message","method":"POST","path":"/workspaces/{id}/test/messages","retry":"keyed","token":true,"answer":"object"},
  sign_up: {"id":"sign_up","method":"POST","path":"/auth/signup","retry":"unsent","token":false,"answer":"object"},
  start_scenario: {"id":"start_scenario","method":"POST","path":"/workspaces/{id}/test/scenarios","retry":"keyed","token":true,"answer":"object"},
  test_message_format: {"id":"test_message_format","method":"POST","path":"/workspaces/{id}/message-formats/test","retry":"keyed","token":true,"answer":"object"},
  test_push_subscription: {"id":"test_push_subscription","method":"POST","path":"/workspaces/{id}/push-subscriptions/{subscription_id}/test","retry":"keyed","token":true,"answer":"none"},
  test_reminder: {"id":"test_reminder","method":"POST","path":"/workspaces/{id}/reminder/test","retry":"keyed","token":true,"answer":"none"},
  undo_return: {"id":"undo_return","method":"DELETE","path":"/workspaces/{id}/deposits/{deposit_id}/returned","retry":"unsent","token":true,"answer":"object"},
  unmatch: {"id":"unmatch","method":"POST","path":"/workspaces/{id}/matches/{deposit_id}/unmatch","retry":"keyed","token":true,"answer":"object"},
  withdraw_invitation: {"id":"withdraw_invitation","method":"DELETE","path":"/workspaces/{id}/invitations/{invitation_id}","retry":"always","token":true,"answer":"none"},
} as const satisfies Record<string, Operation>;

interface EventOf<Type extends Api.EventType, Data> extends Omit<Api.Event, "type"> {
  type: Type;
  data: Data;
}

/** Every event, told apart by its `type`. A later server may send types that are not here: do nothing for those. */
export type WebhookEvent =
  | EventOf<"account.added", Api.AuditData>
  | EventOf<"deposit.dismissed", Api.DepositData>
  | EventOf<"deposit.held", Api.DepositData>
  | EventOf<"deposit.matched", Api.DepositData>
  | EventOf<"deposit.restored", Api.DepositData>
  | EventOf<"deposit.returned", Api.DepositData>
  | EventOf<"deposit.reversed", Api.DepositData | Api.MessageData>
  | EventOf<"deposit.waiting", Api.DepositData>
  | EventOf<"endpoint.disabled", Api.EndpointData>
  | EventOf<"message.quarantined", Api.MessageData>
  | EventOf<"order.cancelled", Api.OrderData>
  | EventOf<"order.expired", Api.OrderData>
  | EventOf<"order.matched", Api.OrderData>
  | EventOf<"order.partially_paid", Api.OrderData>
  | EventOf<"order.reopened", Api.OrderData>
  | EventOf<"order.reversed", Api.OrderData>
  | EventOf<"order.unmatched", Api.OrderData>
  | EventOf<"phone.added", Api.AuditData>
  | EventOf<"phone.online", Api.PhoneData>
  | EventOf<"phone.silent", Api.PhoneData>
  | EventOf<"ping", Api.PingData>
  | EventOf<"refund.due", Api.DepositData>
  | EventOf<"sender.approved", Api.AuditData>
  | EventOf<"settings.changed", Api.AuditData>;

/** A method for each operation. */
export abstract class Operations {
  protected abstract call<T>(operation: Operation, asked: Asked, options: CallOptions | undefined): Promise<T>;
  protected abstract list<T>(operation: Operation, asked: Asked, options: CallOptions | undefined): Pages<T>;

  /**
   * Accepts an invitation: the caller becomes a member.
   *
   * Accepts an invitation: the caller becomes a member.
   */
  acceptInvitation(body: Api.AcceptInvitation, options?: CallOptions): Promise<Api.MemberView> {
    return this.call(OPERATIONS.accept_invitation, { path: [], body }, options);
  }

  /**
   * Does what a proposal proposes: matches, or dismisses.
   *
   * Refused with `proposal_moved` if a deposit or an order of it changed since it was computed. The same call again,
   * while it stands, is answered as the first.
   */
  acceptProposal(workspaceId: number, proposalId: string, body: Api.AcceptProposal, options?: CallOptions): Promise<Api.AcceptedProposal> {
    return this.call(OPERATIONS.accept_proposal, { path: [workspaceId, proposalId], body }, options);
  }

  /**
   * Accepts many proposals, one after another, each for itself: one that is refused stops none.
   *
   * The same call again accepts what was not tried; what was accepted before is told as accepted.
   */
  acceptProposals(workspaceId: number, body: Api.AcceptProposals, options?: CallOptions): Promise<Api.AcceptedProposals> {
    return this.call(OPERATIONS.accept_proposals, { path: [workspaceId], body }, options);
  }

  /**
   * Acknowledges a delivery that was fetched: it is not offered again. Once more is answered as the first time.
   *
   * Acknowledges a delivery that was fetched: it is not offered again. Once more is answered as the first time.
   */
  acknowledgeWebhookDelivery(workspaceId: number, endpointId: number, deliveryId: string, options?: CallOptions): Promise<Api.DeliveryView> {
    return this.call(OPERATIONS.acknowledge_webhook_delivery, { path: [workspaceId, endpointId, deliveryId] }, options);
  }

  /**
   * Adds a format: from now on messages of its form over a phone's URL are read, if nothing else reads them.
   *
   * The deposits of its first five readings are held (`format_unproved`) until a person releases or matches each. After
   * that its deposits pair with orders of the same name by themselves. Messages that wait are read again one by one, by
   * `reread`.
   */
  addMessageFormat(workspaceId: number, body: Api.MarkedMessage, options?: CallOptions): Promise<Api.FormatView> {
    return this.call(OPERATIONS.add_message_format, { path: [workspaceId], body }, options);
  }

  /**
   * Adds a phone and makes the key of its URL, which is shown this once. The first key switches the workspace's intake
   * to `KEYED`.
   *
   * Adds a phone and makes the key of its URL, which is shown this once. The first key switches the workspace's intake
   * to `KEYED`.
   */
  addPhoneNumber(workspaceId: number, body: Api.AddPhone, options?: CallOptions): Promise<Api.AddedPhone> {
    return this.call(OPERATIONS.add_phone_number, { path: [workspaceId], body }, options);
  }

  /**
   * Changes an account, or switches it off and on.
   *
   * Changes an account, or switches it off and on.
   */
  amendBankAccount(workspaceId: number, accountId: number, body: Api.AmendAccount, options?: CallOptions): Promise<Api.AccountView> {
    return this.call(OPERATIONS.amend_bank_account, { path: [workspaceId, accountId], body }, options);
  }

  /**
   * Gives a member another role, or hands the workspace over.
   *
   * Gives a member another role, or hands the workspace over.
   */
  amendMember(workspaceId: number, userId: number, body: Api.AmendMember, options?: CallOptions): Promise<Api.MemberView> {
    return this.call(OPERATIONS.amend_member, { path: [workspaceId, userId], body }, options);
  }

  /**
   * Changes an order, cancels it, or reopens it.
   *
   * Changes an order, cancels it, or reopens it.
   */
  amendOrder(workspaceId: number, orderId: number, body: Api.AmendOrder, options?: CallOptions): Promise<Api.OrderView> {
    return this.call(OPERATIONS.amend_order, { path: [workspaceId, orderId], body }, options);
  }

  /**
   * Changes a phone.
   *
   * Changes a phone.
   */
  amendPhoneNumber(workspaceId: number, phoneId: number, body: Api.AmendPhone, options?: CallOptions): Promise<Api.PhoneView> {
    return this.call(OPERATIONS.amend_phone_number, { path: [workspaceId, phoneId], body }, options);
  }

  /**
   * Changes what a browser of the caller's is told of, and when.
   *
   * Changes what a browser of the caller's is told of, and when.
   */
  amendPushSubscription(workspaceId: number, subscriptionId: number, body: Api.AmendPushSubscription, options?: CallOptions): Promise<Api.PushSubscriptionView> {
    return this.call(OPERATIONS.amend_push_subscription, { path: [workspaceId, subscriptionId], body }, options);
  }

  /**
   * Switches the caller's reminder on or off. While it is on, they are mailed how much there is of what they chose, such
   * as deposits that wait for a person: at most once in a quarter of an hour, and only when there is more than before.
   *
   * Switches the caller's reminder on or off. While it is on, they are mailed how much there is of what they chose, such
   * as deposits that wait for a person: at most once in a quarter of an hour, and only when there is more than before.
   */
  amendReminder(workspaceId: number, body: Api.AmendReminder, options?: CallOptions): Promise<Api.ReminderView> {
    return this.call(OPERATIONS.amend_reminder, { path: [workspaceId], body }, options);
  }

  /**
   * Changes an endpoint, or switches it off and on.
   *
   * Changes an endpoint, or switches it off and on.
   */
  amendWebhookEndpoint(workspaceId: number, endpointId: number, body: Api.AmendEndpoint, options?: CallOptions): Promise<Api.EndpointView> {
    return this.call(OPERATIONS.amend_webhook_endpoint, { path: [workspaceId, endpointId], body }, options);
  }

  /**
   * Changes a workspace's name, settings, or whether it is active. A change of settings looks at every waiting deposit
   * again.
   *
   * Changes a workspace's name, settings, or whether it is active. A change of settings looks at every waiting deposit
   * again.
   */
  amendWorkspace(workspaceId: number, body: Api.AmendWorkspace, options?: CallOptions): Promise<Api.WorkspaceView> {
    return this.call(OPERATIONS.amend_workspace, { path: [workspaceId], body }, options);
  }

  /**
   * Approves a sender for a bank, and releases the deposits that were held for it.
   *
   * A mobile, 070 or foreign number, an app or an e-mail address cannot be approved. The same again answers what stands.
   */
  approveSender(workspaceId: number, body: Api.ApproveSender, options?: CallOptions): Promise<Api.ApprovedView> {
    return this.call(OPERATIONS.approve_sender, { path: [workspaceId], body }, options);
  }

  /**
   * What policies would have made of the decisions of the last thirty days, had they been on.
   *
   * Each deposit that a person decided is looked at when a policy would have looked at it, with what waited then. Only
   * what would have been matched before the person came is told. Nothing is matched by it.
   */
  backtestPolicies(workspaceId: number, query: NonNullable<Api.operations["backtest_policies"]["parameters"]["query"]> = {}, options?: CallOptions): Promise<Api.BacktestView> {
    return this.call(OPERATIONS.backtest_policies, { path: [workspaceId], query }, options);
  }

  /**
   * Begins a second factor: an authenticator app takes the secret, and a code of it confirms. Until then no login asks
   * for one, and it can be begun anew.
   *
   * Begins a second factor: an authenticator app takes the secret, and a code of it confirms. Until then no login asks
   * for one, and it can be begun anew.
   */
  beginSecondFactor(body: Api.BeginSecondFactor, options?: CallOptions): Promise<Api.BegunSecondFactor> {
    return this.call(OPERATIONS.begin_second_factor, { path: [], body }, options);
  }

  /**
   * Changes the password and ends the caller's other sessions; API tokens too, where `end_tokens` says so.
   *
   * Changes the password and ends the caller's other sessions; API tokens too, where `end_tokens` says so.
   */
  changePassword(body: Api.ChangePassword, options?: CallOptions): Promise<void> {
    return this.call(OPERATIONS.change_password, { path: [], body }, options);
  }

  /**
   * Confirms that a phone tells the sender of its messages from now on, because its set-up was changed. Until then the
   * messages of a phone that never told one, and suddenly does, are held. Nothing changes where nothing waits for it.
   *
   * Confirms that a phone tells the sender of its messages from now on, because its set-up was changed. Until then the
   * messages of a phone that never told one, and suddenly does, are held. Nothing changes where nothing waits for it.
   */
  confirmPhoneSender(workspaceId: number, phoneId: number, options?: CallOptions): Promise<Api.PhoneView> {
    return this.call(OPERATIONS.confirm_phone_sender, { path: [workspaceId, phoneId] }, options);
  }

  /**
   * Switches the second factor on: from now on each login asks for a code. Answers the recovery codes.
   *
   * Switches the second factor on: from now on each login asks for a code. Answers the recovery codes.
   */
  confirmSecondFactor(body: Api.ConfirmSecondFactor, options?: CallOptions): Promise<Api.RecoveryCodesView> {
    return this.call(OPERATIONS.confirm_second_factor, { path: [], body }, options);
  }

  /**
   * Has a browser of the caller's told by Web Push. Nothing of its keys and of the URL's path is shown again. No push
   * service was tried with this: it is written after the standards, and tested with receivers that decrypt.
   *
   * Has a browser of the caller's told by Web Push. Nothing of its keys and of the URL's path is shown again. No push
   * service was tried with this: it is written after the standards, and tested with receivers that decrypt.
   */
  createPushSubscription(workspaceId: number, body: Api.CreatePushSubscription, options?: CallOptions): Promise<Api.PushSubscriptionView> {
    return this.call(OPERATIONS.create_push_subscription, { path: [workspaceId], body }, options);
  }

  /**
   * Registers an endpoint. Its secret is shown here and never again; a chat has none, and is not signed to.
   *
   * Registers an endpoint. Its secret is shown here and never again; a chat has none, and is not signed to.
   */
  createWebhookEndpoint(workspaceId: number, body: Api.CreateEndpoint, options?: CallOptions): Promise<Api.EndpointWithSecret> {
    return this.call(OPERATIONS.create_webhook_endpoint, { path: [workspaceId], body }, options);
  }

  /**
   * Creates a workspace; the caller owns it.
   *
   * Without `settings` it forgets raw messages and customers' fields after 400 days.
   */
  createWorkspace(body: Api.CreateWorkspace, options?: CallOptions): Promise<Api.WorkspaceView> {
    return this.call(OPERATIONS.create_workspace, { path: [], body }, options);
  }

  /**
   * Has a browser of the caller's told of nothing any more.
   *
   * Has a browser of the caller's told of nothing any more.
   */
  deletePushSubscription(workspaceId: number, subscriptionId: number, options?: CallOptions): Promise<void> {
    return this.call(OPERATIONS.delete_push_subscription, { path: [workspaceId, subscriptionId] }, options);
  }

  /**
   * Takes an endpoint away, with the record of its deliveries.
   *
   * Takes an endpoint away, with the record of its deliveries.
   */
  deleteWebhookEndpoint(workspaceId: number, endpointId: number, options?: CallOptions): Promise<void> {
    return this.call(OPERATIONS.delete_webhook_endpoint, { path: [workspaceId, endpointId] }, options);
  }

  /**
   * Deletes a workspace: for good, and for everybody. Its owner only, in person.
   *
   * From this answer on it is a 404 and takes no message. Its accounts, orders, deposits, messages and members are
   * deleted step by step in the minutes after.
   */
  deleteWorkspace(workspaceId: number, body: Api.DeleteWorkspace, options?: CallOptions): Promise<void> {
    return this.call(OPERATIONS.delete_workspace, { path: [workspaceId], body }, options);
  }

  /**
   * Says that a waiting or held deposit pays nothing. It stays in lists and books.
   *
   * Dismissed as `DUPLICATE`, it frees the deposits that were held against it. `REFUNDED` or `PRIVATE` dismisses them
   * too.
   */
  dismissDeposit(workspaceId: number, depositId: number, body: Api.DismissDeposit, options?: CallOptions): Promise<Api.DepositView> {
    return this.call(OPERATIONS.dismiss_deposit, { path: [workspaceId, depositId], body }, options);
  }

  /**
   * Puts a message aside: it is no deposit, and leaves the inbox. For good.
   *
   * Puts a message aside: it is no deposit, and leaves the inbox. For good.
   */
  dismissMessage(workspaceId: number, messageId: string, options?: CallOptions): Promise<Api.MessageView> {
    return this.call(OPERATIONS.dismiss_message, { path: [workspaceId, messageId] }, options);
  }

  /**
   * Ends the second factor: a login asks for the password alone.
   *
   * Ends the second factor: a login asks for the password alone.
   */
  endSecondFactor(body: Api.EndSecondFactor, options?: CallOptions): Promise<Api.SecondFactorView> {
    return this.call(OPERATIONS.end_second_factor, { path: [], body }, options);
  }

  /**
   * The deposits of the list under the same filters, all of them, as CSV. With each: its account, and the numbers of the
   * orders that it pays. Times are Korean.
   *
   * `X-Row-Count` tells how many there are. More than 20,000 deposits, or 4.5 MB, are refused with `export_too_large`,
   * which says from when on they fit into one file; nothing is ever cut.
   */
  exportDepositsCsv(workspaceId: number, query: NonNullable<Api.operations["export_deposits_csv"]["parameters"]["query"]> = {}, options?: CallOptions): Promise<Uint8Array> {
    return this.call(OPERATIONS.export_deposits_csv, { path: [workspaceId], query }, options);
  }

  /**
   * As `deposits.csv`, as an Excel workbook.
   *
   * As `deposits.csv`, as an Excel workbook.
   */
  exportDepositsXlsx(workspaceId: number, query: NonNullable<Api.operations["export_deposits_xlsx"]["parameters"]["query"]> = {}, options?: CallOptions): Promise<Uint8Array> {
    return this.call(OPERATIONS.export_deposits_xlsx, { path: [workspaceId], query }, options);
  }

  /**
   * The orders of the list under the same filters, all of them, as CSV. With each: what was received for it, from whom
   * and into which account. Times are Korean.
   *
   * `X-Row-Count` tells how many there are. More than 20,000 orders, or 4.5 MB, are refused with `export_too_large`,
   * which says from when on they fit into one file; nothing is ever cut.
   */
  exportOrdersCsv(workspaceId: number, query: NonNullable<Api.operations["export_orders_csv"]["parameters"]["query"]> = {}, options?: CallOptions): Promise<Uint8Array> {
    return this.call(OPERATIONS.export_orders_csv, { path: [workspaceId], query }, options);
  }

  /**
   * As `orders.csv`, as an Excel workbook.
   *
   * As `orders.csv`, as an Excel workbook.
   */
  exportOrdersXlsx(workspaceId: number, query: NonNullable<Api.operations["export_orders_xlsx"]["parameters"]["query"]> = {}, options?: CallOptions): Promise<Uint8Array> {
    return this.call(OPERATIONS.export_orders_xlsx, { path: [workspaceId], query }, options);
  }

  /**
   * All that the workspace has, as a zip: of each kind of thing a file of JSON Lines, in the shapes of this document,
   * and one of CSV. Its owner only, in person; each export is entered in the audit log.
   *
   * `records-<part>.jsonl` is for `lunepay import`, which lets the workspace stand in another installation: all that the
   * table keeps of it but what opens or proves nothing there.
   *
   * A large workspace comes in several parts, each a zip of its own: while `X-Next-Cursor` is there, the same call with
   * `cursor` gives the next, for an hour. What changes meanwhile may or may not be in it.
   */
  exportWorkspace(workspaceId: number, query: NonNullable<Api.operations["export_workspace"]["parameters"]["query"]> = {}, options?: CallOptions): Pages<Uint8Array> {
    return this.list(OPERATIONS.export_workspace, { path: [workspaceId], query }, options);
  }

  /**
   * Mails the link by which whoever has this address chooses a new password. It works once, within an hour. The answer
   * is the same whether or not the address has an account.
   *
   * Mails the link by which whoever has this address chooses a new password. It works once, within an hour. The answer
   * is the same whether or not the address has an account.
   */
  forgotPassword(body: Api.ForgotPassword, options?: CallOptions): Promise<void> {
    return this.call(OPERATIONS.forgot_password, { path: [], body }, options);
  }

  /**
   * One account.
   *
   * One account.
   */
  getBankAccount(workspaceId: number, accountId: number, options?: CallOptions): Promise<Api.AccountView> {
    return this.call(OPERATIONS.get_bank_account, { path: [workspaceId, accountId] }, options);
  }

  /**
   * What waits right now: orders for their deposits, deposits for their orders or for a person.
   *
   * Counted from lists that may lag a second.
   */
  getCounts(workspaceId: number, options?: CallOptions): Promise<Api.CountsView> {
    return this.call(OPERATIONS.get_counts, { path: [workspaceId] }, options);
  }

  /**
   * One deposit, with its whole story.
   *
   * One deposit, with its whole story.
   */
  getDeposit(workspaceId: number, depositId: number, options?: CallOptions): Promise<Api.DepositWithHistory> {
    return this.call(OPERATIONS.get_deposit, { path: [workspaceId, depositId] }, options);
  }

  /**
   * This document with Korean descriptions.
   *
   * This document with Korean descriptions.
   */
  getKoreanOpenapi(options?: CallOptions): Promise<unknown> {
    return this.call(OPERATIONS.get_korean_openapi, { path: [] }, options);
  }

  /**
   * The caller.
   *
   * The caller.
   */
  getMe(options?: CallOptions): Promise<Api.UserView> {
    return this.call(OPERATIONS.get_me, { path: [] }, options);
  }

  /**
   * One message, beside what the reader makes of it now.
   *
   * One message, beside what the reader makes of it now.
   */
  getMessage(workspaceId: number, messageId: string, options?: CallOptions): Promise<Api.MessageWithReading> {
    return this.call(OPERATIONS.get_message, { path: [workspaceId, messageId] }, options);
  }

  /**
   * This document.
   *
   * This document.
   */
  getOpenapi(options?: CallOptions): Promise<unknown> {
    return this.call(OPERATIONS.get_openapi, { path: [] }, options);
  }

  /**
   * One order, with its whole story.
   *
   * One order, with its whole story.
   */
  getOrder(workspaceId: number, orderId: number, options?: CallOptions): Promise<Api.OrderWithHistory> {
    return this.call(OPERATIONS.get_order, { path: [workspaceId, orderId] }, options);
  }

  /**
   * One phone.
   *
   * One phone.
   */
  getPhoneNumber(workspaceId: number, phoneId: number, options?: CallOptions): Promise<Api.PhoneView> {
    return this.call(OPERATIONS.get_phone_number, { path: [workspaceId, phoneId] }, options);
  }

  /**
   * What became of a message that was answered with 202.
   *
   * What became of a message that was answered with 202.
   */
  getReceipt(receiptId: string, options?: CallOptions): Promise<Api.WebhookAnswer> {
    return this.call(OPERATIONS.get_receipt, { path: [receiptId] }, options);
  }

  /**
   * Whether the caller is mailed when deposits of this workspace wait for a person.
   *
   * Whether the caller is mailed when deposits of this workspace wait for a person.
   */
  getReminder(workspaceId: number, options?: CallOptions): Promise<Api.ReminderView> {
    return this.call(OPERATIONS.get_reminder, { path: [workspaceId] }, options);
  }

  /**
   * A scenario: whether it is over, and whether all came out as expected.
   *
   * Kept for seven days.
   */
  getScenario(workspaceId: number, scenarioId: string, options?: CallOptions): Promise<Api.ScenarioView> {
    return this.call(OPERATIONS.get_scenario, { path: [workspaceId, scenarioId] }, options);
  }

  /**
   * Whether the caller's logins ask for a second factor.
   *
   * Whether the caller's logins ask for a second factor.
   */
  getSecondFactor(options?: CallOptions): Promise<Api.SecondFactorView> {
    return this.call(OPERATIONS.get_second_factor, { path: [] }, options);
  }

  /**
   * Whether anything is new in the workspace: the cheapest of all questions, for what keeps asking.
   *
   * Changes are counted while somebody asks, at least every two minutes; a first question begins that. What was under
   * way at that moment, or died right after its commit, may go uncounted: read the lists every few minutes too. Other
   * programs are told by webhooks.
   */
  getStamp(workspaceId: number, options?: CallOptions): Promise<Api.StampView> {
    return this.call(OPERATIONS.get_stamp, { path: [workspaceId] }, options);
  }

  /**
   * One delivery, with what is sent and what came of each try.
   *
   * One delivery, with what is sent and what came of each try.
   */
  getWebhookDelivery(workspaceId: number, endpointId: number, deliveryId: string, options?: CallOptions): Promise<Api.DeliveryWithAttempts> {
    return this.call(OPERATIONS.get_webhook_delivery, { path: [workspaceId, endpointId, deliveryId] }, options);
  }

  /**
   * One endpoint.
   *
   * One endpoint.
   */
  getWebhookEndpoint(workspaceId: number, endpointId: number, options?: CallOptions): Promise<Api.EndpointView> {
    return this.call(OPERATIONS.get_webhook_endpoint, { path: [workspaceId, endpointId] }, options);
  }

  /**
   * One workspace.
   *
   * One workspace.
   */
  getWorkspace(workspaceId: number, options?: CallOptions): Promise<Api.WorkspaceView> {
    return this.call(OPERATIONS.get_workspace, { path: [workspaceId] }, options);
  }

  /**
   * Makes an invitation, whose code the inviter hands on. Where the server sends mail, it is also mailed, a minute later
   * at most.
   *
   * Makes an invitation, whose code the inviter hands on. Where the server sends mail, it is also mailed, a minute later
   * at most.
   */
  inviteMember(workspaceId: number, body: Api.Invite, options?: CallOptions): Promise<Api.NewInvitation> {
    return this.call(OPERATIONS.invite_member, { path: [workspaceId], body }, options);
  }

  /**
   * Issues an API token, which acts as its user within its scopes, but never manages members, tokens or passwords.
   *
   * A field that is not known is a 400.
   */
  issueToken(body: Api.IssueToken, options?: CallOptions): Promise<Api.IssuedToken> {
    return this.call(OPERATIONS.issue_token, { path: [], body }, options);
  }

  /**
   * Who changed phones, keys, accounts, senders, settings, endpoints, members and tokens, newest first.
   *
   * Who changed phones, keys, accounts, senders, settings, endpoints, members and tokens, newest first.
   */
  listAuditLog(workspaceId: number, query: NonNullable<Api.operations["list_audit_log"]["parameters"]["query"]> = {}, options?: CallOptions): Pages<Api.AuditEntryView> {
    return this.list(OPERATIONS.list_audit_log, { path: [workspaceId], query }, options);
  }

  /**
   * Accounts, newest first.
   *
   * Accounts, newest first.
   */
  listBankAccounts(workspaceId: number, query: NonNullable<Api.operations["list_bank_accounts"]["parameters"]["query"]> = {}, options?: CallOptions): Pages<Api.AccountView> {
    return this.list(OPERATIONS.list_bank_accounts, { path: [workspaceId], query }, options);
  }

  /**
   * The institutions whose accounts can be registered, by code.
   *
   * The institutions whose accounts can be registered, by code.
   */
  listBanks(options?: CallOptions): Promise<Api.BankView[]> {
    return this.call(OPERATIONS.list_banks, { path: [] }, options);
  }

  /**
   * The orders that a deposit could pay, best first, each with its reasons: the waiting orders of its amount, a hundred
   * at most, those of its own name among them.
   *
   * The orders that a deposit could pay, best first, each with its reasons: the waiting orders of its amount, a hundred
   * at most, those of its own name among them.
   */
  listCandidates(workspaceId: number, depositId: number, options?: CallOptions): Promise<Api.CandidateView[]> {
    return this.call(OPERATIONS.list_candidates, { path: [workspaceId, depositId] }, options);
  }

  /**
   * The sums of some days, oldest first, one row a day also when nothing happened.
   *
   * Counted from the newest 10,000 orders and deposits.
   */
  listDays(workspaceId: number, query: NonNullable<Api.operations["list_days"]["parameters"]["query"]> = {}, options?: CallOptions): Promise<Api.DayView[]> {
    return this.call(OPERATIONS.list_days, { path: [workspaceId], query }, options);
  }

  /**
   * Deposits, newest first.
   *
   * Lists of unmatched deposits and of one account may lag a second; a list of all never does.
   */
  listDeposits(workspaceId: number, query: NonNullable<Api.operations["list_deposits"]["parameters"]["query"]> = {}, options?: CallOptions): Pages<Api.DepositView> {
    return this.list(OPERATIONS.list_deposits, { path: [workspaceId], query }, options);
  }

  /**
   * The invitations that nobody used yet, newest first.
   *
   * The invitations that nobody used yet, newest first.
   */
  listInvitations(workspaceId: number, query: NonNullable<Api.operations["list_invitations"]["parameters"]["query"]> = {}, options?: CallOptions): Pages<Api.InvitationView> {
    return this.list(OPERATIONS.list_invitations, { path: [workspaceId], query }, options);
  }

  /**
   * The members, newest user first.
   *
   * The members, newest user first.
   */
  listMembers(workspaceId: number, query: NonNullable<Api.operations["list_members"]["parameters"]["query"]> = {}, options?: CallOptions): Pages<Api.MemberView> {
    return this.list(OPERATIONS.list_members, { path: [workspaceId], query }, options);
  }

  /**
   * The formats that the workspace added for messages that nobody could read, oldest first; at most 50.
   *
   * The formats that the workspace added for messages that nobody could read, oldest first; at most 50.
   */
  listMessageFormats(workspaceId: number, options?: CallOptions): Promise<Api.FormatView[]> {
    return this.call(OPERATIONS.list_message_formats, { path: [workspaceId] }, options);
  }

  /**
   * Messages that made no deposit, newest first.
   *
   * A page of one status, or of a search, may hold fewer rows than `limit`, or none, while there is more: go on by its
   * cursor.
   */
  listMessages(workspaceId: number, query: NonNullable<Api.operations["list_messages"]["parameters"]["query"]> = {}, options?: CallOptions): Pages<Api.MessageView> {
    return this.list(OPERATIONS.list_messages, { path: [workspaceId], query }, options);
  }

  /**
   * Orders, newest first.
   *
   * A list by status may lag a second; a list of all, and a look-up by number or its beginning, never do.
   */
  listOrders(workspaceId: number, query: NonNullable<Api.operations["list_orders"]["parameters"]["query"]> = {}, options?: CallOptions): Pages<Api.OrderView> {
    return this.list(OPERATIONS.list_orders, { path: [workspaceId], query }, options);
  }

  /**
   * Phones, newest first, with when each was last heard of.
   *
   * Phones, newest first, with when each was last heard of.
   */
  listPhoneNumbers(workspaceId: number, query: NonNullable<Api.operations["list_phone_numbers"]["parameters"]["query"]> = {}, options?: CallOptions): Pages<Api.PhoneView> {
    return this.list(OPERATIONS.list_phone_numbers, { path: [workspaceId], query }, options);
  }

  /**
   * What the deposits that wait for a person may be: one that waits for ten minutes, or that is held.
   *
   * Computed at the call, and never kept. Nothing is paired by it: a person accepts a proposal, or rejects it.
   */
  listProposals(workspaceId: number, options?: CallOptions): Promise<Api.Proposals> {
    return this.call(OPERATIONS.list_proposals, { path: [workspaceId] }, options);
  }

  /**
   * What one deposit may be, the most likely first: nothing of one that is matched or dismissed.
   *
   * What one deposit may be, the most likely first: nothing of one that is matched or dismissed.
   */
  listProposalsOfDeposit(workspaceId: number, depositId: number, options?: CallOptions): Promise<Api.ProposalView[]> {
    return this.call(OPERATIONS.list_proposals_of_deposit, { path: [workspaceId, depositId] }, options);
  }

  /**
   * The caller's browsers that are told, newest first.
   *
   * The caller's browsers that are told, newest first.
   */
  listPushSubscriptions(workspaceId: number, options?: CallOptions): Promise<Api.PushSubscriptionView[]> {
    return this.call(OPERATIONS.list_push_subscriptions, { path: [workspaceId] }, options);
  }

  /**
   * The approved senders, oldest first; at most 50.
   *
   * The approved senders, oldest first; at most 50.
   */
  listSenders(workspaceId: number, options?: CallOptions): Promise<Api.SenderView[]> {
    return this.call(OPERATIONS.list_senders, { path: [workspaceId] }, options);
  }

  /**
   * The caller's live API tokens, newest first.
   *
   * The caller's live API tokens, newest first.
   */
  listTokens(query: NonNullable<Api.operations["list_tokens"]["parameters"]["query"]> = {}, options?: CallOptions): Pages<Api.TokenView> {
    return this.list(OPERATIONS.list_tokens, { path: [], query }, options);
  }

  /**
   * Deliveries of an endpoint, newest event first; those of the last 30 days. With `wait`: what it has to fetch.
   *
   * Deliveries of an endpoint, newest event first; those of the last 30 days. With `wait`: what it has to fetch.
   */
  listWebhookDeliveries(workspaceId: number, endpointId: number, query: NonNullable<Api.operations["list_webhook_deliveries"]["parameters"]["query"]> = {}, options?: CallOptions): Pages<Api.ListedDelivery> {
    return this.list(OPERATIONS.list_webhook_deliveries, { path: [workspaceId, endpointId], query }, options);
  }

  /**
   * Endpoints, newest first.
   *
   * Endpoints, newest first.
   */
  listWebhookEndpoints(workspaceId: number, query: NonNullable<Api.operations["list_webhook_endpoints"]["parameters"]["query"]> = {}, options?: CallOptions): Pages<Api.EndpointView> {
    return this.list(OPERATIONS.list_webhook_endpoints, { path: [workspaceId], query }, options);
  }

  /**
   * The workspaces that the caller is a member of, and the token reaches, newest first.
   *
   * The workspaces that the caller is a member of, and the token reaches, newest first.
   */
  listWorkspaces(query: NonNullable<Api.operations["list_workspaces"]["parameters"]["query"]> = {}, options?: CallOptions): Pages<Api.WorkspaceView> {
    return this.list(OPERATIONS.list_workspaces, { path: [], query }, options);
  }

  /**
   * Logs in. A wrong e-mail address and a wrong password get the same answer in the same time. Where the person has a
   * second factor, the right password without a `code` is answered with 401 `second_factor_required`.
   *
   * Logs in. A wrong e-mail address and a wrong password get the same answer in the same time. Where the person has a
   * second factor, the right password without a `code` is answered with 401 `second_factor_required`.
   */
  logIn(body: Api.Login, options?: CallOptions): Promise<Api.LoggedIn> {
    return this.call(OPERATIONS.log_in, { path: [], body }, options);
  }

  /**
   * Ends the session.
   *
   * Ends the session.
   */
  logOut(options?: CallOptions): Promise<void> {
    return this.call(OPERATIONS.log_out, { path: [] }, options);
  }

  /**
   * Makes a test code: text it from the phone to the phone's own number. The first message with it that the phone
   * forwards turns the phone to verified, and is kept nowhere; `last_arrivals` of the phone tells what is to be mended.
   *
   * Makes a test code: text it from the phone to the phone's own number. The first message with it that the phone
   * forwards turns the phone to verified, and is kept nowhere; `last_arrivals` of the phone tells what is to be mended.
   */
  makeTestCode(workspaceId: number, phoneId: number, options?: CallOptions): Promise<Api.TestCode> {
    return this.call(OPERATIONS.make_test_code, { path: [workspaceId, phoneId] }, options);
  }

  /**
   * Matches a deposit with an order by force, whatever their amounts and names.
   *
   * What is missing or too much is accepted with it, and told by `difference`: here, on the order, in its history and in
   * `order.matched`.
   */
  matchByHand(workspaceId: number, body: Api.ManualMatch, options?: CallOptions): Promise<Api.ManualMatchResult> {
    return this.call(OPERATIONS.match_by_hand, { path: [workspaceId], body }, options);
  }

  /**
   * Matches deposits with the orders that they pay together, whatever their names: a transfer for several orders, an
   * order that is paid in parts, or money that is more or less than it should be.
   *
   * Nothing is matched unless the amounts agree, or `difference` says what becomes of what does not. The same call
   * again, while it stands, is answered as the first. An order that is kept open is paid by itself by a deposit of just
   * what is open of it, under the rules of any. What is left of a matched deposit as `CREDIT` or `REFUND_DUE` can be
   * named again, for other orders.
   */
  matchOrders(workspaceId: number, body: Api.MatchOrders, options?: CallOptions): Promise<Api.OrdersMatched> {
    return this.call(OPERATIONS.match_orders, { path: [workspaceId], body }, options);
  }

  /**
   * A phone says that it is alive. The body does not matter.
   *
   * A phone says that it is alive. The body does not matter.
   */
  pingPhone(key: string, options?: CallOptions): Promise<Api.WebhookAnswer> {
    return this.call(OPERATIONS.ping_phone, { path: [key] }, options);
  }

  /**
   * Sends an event of type `ping`, or has it fetched, whatever types the endpoint is told of.
   *
   * Sends an event of type `ping`, or has it fetched, whatever types the endpoint is told of.
   */
  pingWebhookEndpoint(workspaceId: number, endpointId: number, options?: CallOptions): Promise<Api.DeliveryView> {
    return this.call(OPERATIONS.ping_webhook_endpoint, { path: [workspaceId, endpointId] }, options);
  }

  /**
   * Places an order that waits for its deposit.
   *
   * A deposit that already came is matched at once. The identical body again answers the existing order.
   */
  placeOrder(workspaceId: number, body: Api.PlaceOrder, options?: CallOptions): Promise<Api.OrderView> {
    return this.call(OPERATIONS.place_order, { path: [workspaceId], body }, options);
  }

  /**
   * Records a deposit by hand. It is matched as one that a message told of.
   *
   * A deposit of the same account and amount and of a related name that was made within two days may be the same money:
   * then it is recorded and held, `possible_duplicate`.
   */
  recordDeposit(workspaceId: number, body: Api.RecordDeposit, options?: CallOptions): Promise<Api.RecordedDeposit> {
    return this.call(OPERATIONS.record_deposit, { path: [workspaceId], body }, options);
  }

  /**
   * Makes the deposit that a message tells of, as a person reads it. It is matched as any, and the message is RESOLVED.
   *
   * A message becomes one deposit at most: the identical call again answers that deposit, another call is
   * `message_resolved`. Another deposit of the same account, amount and name within five minutes may be the same money:
   * then it is recorded and held, `possible_duplicate`.
   */
  recordDepositOfMessage(workspaceId: number, messageId: string, body: Api.TypeDeposit, options?: CallOptions): Promise<Api.MessageDeposit> {
    return this.call(OPERATIONS.record_deposit_of_message, { path: [workspaceId, messageId], body }, options);
  }

  /**
   * Registers an account. Messages of it that came before are offered to it.
   *
   * Registers an account. Messages of it that came before are offered to it.
   */
  registerBankAccount(workspaceId: number, body: Api.RegisterAccount, options?: CallOptions): Promise<Api.AccountView> {
    return this.call(OPERATIONS.register_bank_account, { path: [workspaceId], body }, options);
  }

  /**
   * Says that a proposal is wrong: for 90 days its deposits and orders are not proposed so again. Nothing else changes.
   *
   * Says that a proposal is wrong: for 90 days its deposits and orders are not proposed so again. Nothing else changes.
   */
  rejectProposal(workspaceId: number, proposalId: string, options?: CallOptions): Promise<Api.RejectedProposal> {
    return this.call(OPERATIONS.reject_proposal, { path: [workspaceId, proposalId] }, options);
  }

  /**
   * Takes away every reason for which a deposit is held and that a person can take away: it waits, and pairs as any.
   *
   * Released from `possible_duplicate`, it is a deposit of its own for good. What cannot come from the bank
   * (`sender_unlikely`) or was taken back (`reversed`) stays held: `never_released`. Money that is too old or whose name
   * cannot be read would pay nothing by itself: `release_changes_nothing`.
   */
  releaseDeposit(workspaceId: number, depositId: number, body?: NonNullable<Api.operations["release_deposit"]["requestBody"]>["content"]["application/json"], options?: CallOptions): Promise<Api.DepositView> {
    return this.call(OPERATIONS.release_deposit, { path: [workspaceId, depositId], body }, options);
  }

  /**
   * Takes a member out; the owner any but themselves, everybody themselves. It ends at their very next request.
   *
   * Takes a member out; the owner any but themselves, everybody themselves. It ends at their very next request.
   */
  removeMember(workspaceId: number, userId: number, options?: CallOptions): Promise<void> {
    return this.call(OPERATIONS.remove_member, { path: [workspaceId, userId] }, options);
  }

  /**
   * Takes a format away. Deposits that it read stay as they are.
   *
   * Takes a format away. Deposits that it read stay as they are.
   */
  removeMessageFormat(workspaceId: number, formatId: number, options?: CallOptions): Promise<void> {
    return this.call(OPERATIONS.remove_message_format, { path: [workspaceId, formatId] }, options);
  }

  /**
   * Removes a phone: its URL ends at the very next call. One that accounts are bound to stays, because those accounts
   * would fall silent.
   *
   * Removes a phone: its URL ends at the very next call. One that accounts are bound to stays, because those accounts
   * would fall silent.
   */
  removePhoneNumber(workspaceId: number, phoneId: number, options?: CallOptions): Promise<void> {
    return this.call(OPERATIONS.remove_phone_number, { path: [workspaceId, phoneId] }, options);
  }

  /**
   * Takes an approval back. Deposits that it released stay as they are.
   *
   * Takes an approval back. Deposits that it released stay as they are.
   */
  removeSender(workspaceId: number, senderId: number, options?: CallOptions): Promise<void> {
    return this.call(OPERATIONS.remove_sender, { path: [workspaceId, senderId] }, options);
  }

  /**
   * New recovery codes; those of before count no more.
   *
   * New recovery codes; those of before count no more.
   */
  renewRecoveryCodes(body: Api.ConfirmSecondFactor, options?: CallOptions): Promise<Api.RecoveryCodesView> {
    return this.call(OPERATIONS.renew_recovery_codes, { path: [], body }, options);
  }

  /**
   * Sends every delivery again that failed or was missed since an instant. What succeeded is not sent twice.
   *
   * Sends every delivery again that failed or was missed since an instant. What succeeded is not sent twice.
   */
  replayWebhookDeliveries(workspaceId: number, endpointId: number, body: Api.Replay, options?: CallOptions): Promise<Api.Replaying> {
    return this.call(OPERATIONS.replay_webhook_deliveries, { path: [workspaceId, endpointId], body }, options);
  }

  /**
   * Sends a delivery again: the same body under the same id.
   *
   * Sends a delivery again: the same body under the same id.
   */
  replayWebhookDelivery(workspaceId: number, endpointId: number, deliveryId: string, options?: CallOptions): Promise<Api.DeliveryView> {
    return this.call(OPERATIONS.replay_webhook_delivery, { path: [workspaceId, endpointId, deliveryId] }, options);
  }

  /**
   * Reads a message again, after the reader learned its format or its account was registered.
   *
   * If it tells of a deposit of one account of the workspace now, it becomes that deposit, matched as any, and is
   * RESOLVED. Otherwise it stays as it is.
   */
  rereadMessage(workspaceId: number, messageId: string, options?: CallOptions): Promise<Api.MessageWithReading> {
    return this.call(OPERATIONS.reread_message, { path: [workspaceId, messageId] }, options);
  }

  /**
   * Chooses a new password by a mail's link, and ends all sessions of its person; API tokens live on.
   *
   * Chooses a new password by a mail's link, and ends all sessions of its person; API tokens live on.
   */
  resetPassword(body: Api.ResetPassword, options?: CallOptions): Promise<void> {
    return this.call(OPERATIONS.reset_password, { path: [], body }, options);
  }

  /**
   * Undoes a deposit's dismissal: it is held, for its former reasons or as `restored`, and never paired at once.
   *
   * Undoes a deposit's dismissal: it is held, for its former reasons or as `restored`, and never paired at once.
   */
  restoreDeposit(workspaceId: number, depositId: number, options?: CallOptions): Promise<Api.DepositView> {
    return this.call(OPERATIONS.restore_deposit, { path: [workspaceId, depositId] }, options);
  }

  /**
   * Notes that a part of a deposit was sent back. LunePay sends no money: you did, at your bank.
   *
   * Of any deposit that does not wait, as often as eight times, until nothing is left. A held deposit that is sent back
   * whole is dismissed as `REFUNDED`; what is left of one that is not pays an order by hand only.
   */
  returnDeposit(workspaceId: number, depositId: number, body: Api.ReturnDeposit, options?: CallOptions): Promise<Api.DepositView> {
    return this.call(OPERATIONS.return_deposit, { path: [workspaceId, depositId], body }, options);
  }

  /**
   * Says which deposit a message of a reversal (`reversal_unclear`) took back: the deposit is held, `reversed`, the
   * order that it had paid waits again, and the message is RESOLVED.
   *
   * Says which deposit a message of a reversal (`reversal_unclear`) took back: the deposit is held, `reversed`, the
   * order that it had paid waits again, and the message is RESOLVED.
   */
  reverseDepositOfMessage(workspaceId: number, messageId: string, body: Api.TakeBack, options?: CallOptions): Promise<Api.TakenBack> {
    return this.call(OPERATIONS.reverse_deposit_of_message, { path: [workspaceId, messageId], body }, options);
  }

  /**
   * Revokes an API token: the very next request with it is refused.
   *
   * Revokes an API token: the very next request with it is refused.
   */
  revokeToken(tokenId: number, options?: CallOptions): Promise<void> {
    return this.call(OPERATIONS.revoke_token, { path: [tokenId] }, options);
  }

  /**
   * Makes a new key of a phone's URL, which is shown this once. The key before works on for a while, so that the phone
   * can be changed over without losing a message.
   *
   * Makes a new key of a phone's URL, which is shown this once. The key before works on for a while, so that the phone
   * can be changed over without losing a message.
   */
  rotatePhoneKey(workspaceId: number, phoneId: number, body?: NonNullable<Api.operations["rotate_phone_key"]["requestBody"]>["content"]["application/json"], options?: CallOptions): Promise<Api.RotatedKey> {
    return this.call(OPERATIONS.rotate_phone_key, { path: [workspaceId, phoneId], body }, options);
  }

  /**
   * Gives an endpoint a new secret, shown here and never again. The one before signs for 24 hours more.
   *
   * Gives an endpoint a new secret, shown here and never again. The one before signs for 24 hours more.
   */
  rotateWebhookSecret(workspaceId: number, endpointId: number, options?: CallOptions): Promise<Api.EndpointWithSecret> {
    return this.call(OPERATIONS.rotate_webhook_secret, { path: [workspaceId, endpointId] }, options);
  }

  /**
   * Takes a bank's message and pairs the deposit that it tells of.
   *
   * Needs no token. Understands the bodies of the known forwarder apps, as JSON, as a form or as a text by itself, and
   * lists of them (50 at most). The same call again changes nothing. With `Prefer: respond-async` it answers 202 at
   * once.
   */
  sendBankSms(body: Api.BankSms | string, options?: CallOptions): Promise<Api.WebhookAnswer> {
    return this.call(OPERATIONS.send_bank_sms, { path: [], body }, options);
  }

  /**
   * Takes a bank's message from a phone of a workspace, and pairs the deposit that it tells of.
   *
   * Understands what the usual forwarder apps send, as JSON, form or plain text (docs/forwarders.md). Once the phone has
   * a signing secret, a call without a valid signature is refused.
   */
  sendKeyedBankSms(key: string, body: Api.BankSms, options?: CallOptions): Promise<Api.WebhookAnswer> {
    return this.call(OPERATIONS.send_keyed_bank_sms, { path: [key], body }, options);
  }

  /**
   * The same over GET, for apps that put the message into the query.
   *
   * The same over GET, for apps that put the message into the query.
   */
  sendKeyedBankSmsByGet(key: string, query: NonNullable<Api.operations["send_keyed_bank_sms_by_get"]["parameters"]["query"]> = {}, options?: CallOptions): Promise<Api.WebhookAnswer> {
    return this.call(OPERATIONS.send_keyed_bank_sms_by_get, { path: [key], query }, options);
  }

  /**
   * Has a bank write, in a test workspace.
   *
   * The message is printed as that bank prints it, comes over the workspace's newest phone, and is read, paired and told
   * as a real one. The call answers as the phone's URL does.
   */
  sendTestMessage(workspaceId: number, body: Api.TestMessage, options?: CallOptions): Promise<Api.TestMessageAnswer> {
    return this.call(OPERATIONS.send_test_message, { path: [workspaceId], body }, options);
  }

  /**
   * Creates a user.
   *
   * Creates a user.
   */
  signUp(body: Api.SignUp, options?: CallOptions): Promise<Api.UserView> {
    return this.call(OPERATIONS.sign_up, { path: [], body }, options);
  }

  /**
   * Starts a scenario in a test workspace: it places orders and has the bank write, as a customer would.
   *
   * Most are over within seconds; `late` and `phone_dark` take about ten minutes, which must really pass. Its phone is
   * its own, and goes when it is over; its orders and deposits stay.
   */
  startScenario(workspaceId: number, body: Api.StartScenario, options?: CallOptions): Promise<Api.ScenarioView> {
    return this.call(OPERATIONS.start_scenario, { path: [workspaceId], body }, options);
  }

  /**
   * Tells which of the messages that wait a format would read, and how. Nothing is written.
   *
   * Looked at are the newest 100 messages that wait for a person.
   */
  testMessageFormat(workspaceId: number, body: Api.MarkedMessage, options?: CallOptions): Promise<Api.TriedView> {
    return this.call(OPERATIONS.test_message_format, { path: [workspaceId], body }, options);
  }

  /**
   * Has a browser of the caller's ring once, also in quiet hours.
   *
   * Has a browser of the caller's ring once, also in quiet hours.
   */
  testPushSubscription(workspaceId: number, subscriptionId: number, options?: CallOptions): Promise<void> {
    return this.call(OPERATIONS.test_push_subscription, { path: [workspaceId, subscriptionId] }, options);
  }

  /**
   * Mails the caller once, whether their reminder is on or not: so they see that mail arrives.
   *
   * Mails the caller once, whether their reminder is on or not: so they see that mail arrives.
   */
  testReminder(workspaceId: number, options?: CallOptions): Promise<void> {
    return this.call(OPERATIONS.test_reminder, { path: [workspaceId] }, options);
  }

  /**
   * Takes back the last note that a part of a deposit was sent back.
   *
   * Takes back the last note that a part of a deposit was sent back.
   */
  undoReturn(workspaceId: number, depositId: number, query: NonNullable<Api.operations["undo_return"]["parameters"]["query"]> = {}, options?: CallOptions): Promise<Api.DepositView> {
    return this.call(OPERATIONS.undo_return, { path: [workspaceId, depositId], query }, options);
  }

  /**
   * Undoes a deposit's match: the deposit is held for a person, and its orders wait again.
   *
   * What other deposits paid of them stays; an order that was not MATCHED only loses the part.
   */
  unmatch(workspaceId: number, depositId: number, options?: CallOptions): Promise<Api.UnmatchResult> {
    return this.call(OPERATIONS.unmatch, { path: [workspaceId, depositId] }, options);
  }

  /**
   * Takes an invitation back: its code is worth nothing from then on.
   *
   * Takes an invitation back: its code is worth nothing from then on.
   */
  withdrawInvitation(workspaceId: number, invitationId: number, options?: CallOptions): Promise<void> {
    return this.call(OPERATIONS.withdraw_invitation, { path: [workspaceId, invitationId] }, options);
  }
}
