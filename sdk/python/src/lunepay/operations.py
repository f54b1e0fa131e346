"""A method for each operation. Written by scripts/generate.py from docs/openapi.json."""

from __future__ import annotations

from typing import Any, Literal, Optional, Union

from . import models
from ._operation import Asked, CallOptions, Operation, Unpack
from ._pages import AsyncPages, Pages

OPERATIONS: dict[str, Operation] = {
    "accept_invitation": Operation("accept_invitation", "POST", "/invitations/accept", "keyed", True, "object"),
    "accept_proposal": Operation("accept_proposal", "POST", "/workspaces/{id}/proposals/{proposal_id}/accept", "keyed", True, "object"),
    "accept_proposals": Operation("accept_proposals", "POST", "/workspaces/{id}/proposals/accept", "keyed", True, "object"),
    "acknowledge_webhook_delivery": Operation("acknowledge_webhook_delivery", "POST", "/workspaces/{id}/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}/ack", "keyed", True, "object"),
    "add_message_format": Operation("add_message_format", "POST", "/workspaces/{id}/message-formats", "keyed", True, "object"),
    "add_phone_number": Operation("add_phone_number", "POST", "/workspaces/{id}/phone-numbers", "keyed", True, "object"),
    "amend_bank_account": Operation("amend_bank_account", "PATCH", "/workspaces/{id}/bank-accounts/{account_id}", "unsent", True, "object"),
    "amend_member": Operation("amend_member", "PATCH", "/workspaces/{id}/members/{user_id}", "unsent", True, "object"),
    "amend_order": Operation("amend_order", "PATCH", "/workspaces/{id}/orders/{order_id}", "unsent", True, "object"),
    "amend_phone_number": Operation("amend_phone_number", "PATCH", "/workspaces/{id}/phone-numbers/{phone_id}", "unsent", True, "object"),
    "amend_push_subscription": Operation("amend_push_subscription", "PATCH", "/workspaces/{id}/push-subscriptions/{subscription_id}", "unsent", True, "object"),
    "amend_reminder": Operation("amend_reminder", "PATCH", "/workspaces/{id}/reminder", "unsent", True, "object"),
    "amend_webhook_endpoint": Operation("amend_webhook_endpoint", "PATCH", "/workspaces/{id}/webhook-endpoints/{endpoint_id}", "unsent", True, "object"),
    "amend_workspace": Operation("amend_workspace", "PATCH", "/workspaces/{id}", "unsent", True, "object"),
    "approve_sender": Operation("approve_sender", "POST", "/workspaces/{id}/senders", "keyed", True, "object"),
    "backtest_policies": Operation("backtest_policies", "GET", "/workspaces/{id}/policies/backtest", "always", True, "object"),
    "begin_second_factor": Operation("begin_second_factor", "POST", "/auth/second-factor", "keyed", True, "object"),
    "change_password": Operation("change_password", "POST", "/auth/password", "keyed", True, "none"),
    "confirm_phone_sender": Operation("confirm_phone_sender", "POST", "/workspaces/{id}/phone-numbers/{phone_id}/confirm-sender", "keyed", True, "object"),
    "confirm_second_factor": Operation("confirm_second_factor", "POST", "/auth/second-factor/confirm", "keyed", True, "object"),
    "create_push_subscription": Operation("create_push_subscription", "POST", "/workspaces/{id}/push-subscriptions", "keyed", True, "object"),
    "create_webhook_endpoint": Operation("create_webhook_endpoint", "POST", "/workspaces/{id}/webhook-endpoints", "keyed", True, "object"),
    "create_workspace": Operation("create_workspace", "POST", "/workspaces", "keyed", True, "object"),
    "delete_push_subscription": Operation("delete_push_subscription", "DELETE", "/workspaces/{id}/push-subscriptions/{subscription_id}", "always", True, "none"),
    "delete_webhook_endpoint": Operation("delete_webhook_endpoint", "DELETE", "/workspaces/{id}/webhook-endpoints/{endpoint_id}", "always", True, "none"),
    "delete_workspace": Operation("delete_workspace", "DELETE", "/workspaces/{id}", "always", True, "none"),
    "dismiss_deposit": Operation("dismiss_deposit", "POST", "/workspaces/{id}/deposits/{deposit_id}/dismiss", "keyed", True, "object"),
    "dismiss_message": Operation("dismiss_message", "POST", "/workspaces/{id}/messages/{message_id}/dismiss", "keyed", True, "object"),
    "end_second_factor": Operation("end_second_factor", "POST", "/auth/second-factor/end", "keyed", True, "object"),
    "export_deposits_csv": Operation("export_deposits_csv", "GET", "/workspaces/{id}/deposits.csv", "always", True, "text/csv"),
    "export_deposits_xlsx": Operation("export_deposits_xlsx", "GET", "/workspaces/{id}/deposits.xlsx", "always", True, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "export_orders_csv": Operation("export_orders_csv", "GET", "/workspaces/{id}/orders.csv", "always", True, "text/csv"),
    "export_orders_xlsx": Operation("export_orders_xlsx", "GET", "/workspaces/{id}/orders.xlsx", "always", True, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "export_workspace": Operation("export_workspace", "GET", "/workspaces/{id}/export", "always", True, "application/zip"),
    "forgot_password": Operation("forgot_password", "POST", "/auth/password/forgot", "unsent", False, "none"),
    "get_bank_account": Operation("get_bank_account", "GET", "/workspaces/{id}/bank-accounts/{account_id}", "always", True, "object"),
    "get_counts": Operation("get_counts", "GET", "/workspaces/{id}/counts", "always", True, "object"),
    "get_deposit": Operation("get_deposit", "GET", "/workspaces/{id}/deposits/{deposit_id}", "always", True, "object"),
    "get_korean_openapi": Operation("get_korean_openapi", "GET", "/openapi.ko.json", "always", False, "object"),
    "get_me": Operation("get_me", "GET", "/auth/me", "always", True, "object"),
    "get_message": Operation("get_message", "GET", "/workspaces/{id}/messages/{message_id}", "always", True, "object"),
    "get_openapi": Operation("get_openapi", "GET", "/openapi.json", "always", False, "object"),
    "get_order": Operation("get_order", "GET", "/workspaces/{id}/orders/{order_id}", "always", True, "object"),
    "get_phone_number": Operation("get_phone_number", "GET", "/workspaces/{id}/phone-numbers/{phone_id}", "always", True, "object"),
    "get_receipt": Operation("get_receipt", "GET", "/webhooks/bank-sms/receipts/{receipt_id}", "always", False, "object"),
    "get_reminder": Operation("get_reminder", "GET", "/workspaces/{id}/reminder", "always", True, "object"),
    "get_scenario": Operation("get_scenario", "GET", "/workspaces/{id}/test/scenarios/{scenario_id}", "always", True, "object"),
    "get_second_factor": Operation("get_second_factor", "GET", "/auth/second-factor", "always", True, "object"),
    "get_stamp": Operation("get_stamp", "GET", "/workspaces/{id}/stamp", "always", True, "object"),
    "get_webhook_delivery": Operation("get_webhook_delivery", "GET", "/workspaces/{id}/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}", "always", True, "object"),
    "get_webhook_endpoint": Operation("get_webhook_endpoint", "GET", "/workspaces/{id}/webhook-endpoints/{endpoint_id}", "always", True, "object"),
    "get_workspace": Operation("get_workspace", "GET", "/workspaces/{id}", "always", True, "object"),
    "invite_member": Operation("invite_member", "POST", "/workspaces/{id}/invitations", "keyed", True, "object"),
    "issue_token": Operation("issue_token", "POST", "/auth/tokens", "keyed", True, "object"),
    "list_audit_log": Operation("list_audit_log", "GET", "/workspaces/{id}/audit", "always", True, "list"),
    "list_bank_accounts": Operation("list_bank_accounts", "GET", "/workspaces/{id}/bank-accounts", "always", True, "list"),
    "list_banks": Operation("list_banks", "GET", "/banks", "always", True, "list"),
    "list_candidates": Operation("list_candidates", "GET", "/workspaces/{id}/deposits/{deposit_id}/candidates", "always", True, "list"),
    "list_days": Operation("list_days", "GET", "/workspaces/{id}/days", "always", True, "list"),
    "list_deposits": Operation("list_deposits", "GET", "/workspaces/{id}/deposits", "always", True, "list"),
    "list_invitations": Operation("list_invitations", "GET", "/workspaces/{id}/invitations", "always", True, "list"),
    "list_members": Operation("list_members", "GET", "/workspaces/{id}/members", "always", True, "list"),
    "list_message_formats": Operation("list_message_formats", "GET", "/workspaces/{id}/message-formats", "always", True, "list"),
    "list_messages": Operation("list_messages", "GET", "/workspaces/{id}/messages", "always", True, "list"),
    "list_orders": Operation("list_orders", "GET", "/workspaces/{id}/orders", "always", True, "list"),
    "list_phone_numbers": Operation("list_phone_numbers", "GET", "/workspaces/{id}/phone-numbers", "always", True, "list"),
    "list_proposals": Operation("list_proposals", "GET", "/workspaces/{id}/proposals", "always", True, "object"),
    "list_proposals_of_deposit": Operation("list_proposals_of_deposit", "GET", "/workspaces/{id}/deposits/{deposit_id}/proposals", "always", True, "list"),
    "list_push_subscriptions": Operation("list_push_subscriptions", "GET", "/workspaces/{id}/push-subscriptions", "always", True, "list"),
    "list_senders": Operation("list_senders", "GET", "/workspaces/{id}/senders", "always", True, "list"),
    "list_tokens": Operation("list_tokens", "GET", "/auth/tokens", "always", True, "list"),
    "list_webhook_deliveries": Operation("list_webhook_deliveries", "GET", "/workspaces/{id}/webhook-endpoints/{endpoint_id}/deliveries", "always", True, "list"),
    "list_webhook_endpoints": Operation("list_webhook_endpoints", "GET", "/workspaces/{id}/webhook-endpoints", "always", True, "list"),
    "list_workspaces": Operation("list_workspaces", "GET", "/workspaces", "always", True, "list"),
    "log_in": Operation("log_in", "POST", "/auth/login", "unsent", False, "object"),
    "log_out": Operation("log_out", "POST", "/auth/logout", "keyed", True, "none"),
    "make_test_code": Operation("make_test_code", "POST", "/workspaces/{id}/phone-numbers/{phone_id}/test-code", "keyed", True, "object"),
    "match_by_hand": Operation("match_by_hand", "POST", "/workspaces/{id}/matches/manual", "keyed", True, "object"),
    "match_orders": Operation("match_orders", "POST", "/workspaces/{id}/matches", "keyed", True, "object"),
    "ping_phone": Operation("ping_phone", "POST", "/webhooks/ping/{key}", "always", False, "object"),
    "ping_webhook_endpoint": Operation("ping_webhook_endpoint", "POST", "/workspaces/{id}/webhook-endpoints/{endpoint_id}/ping", "keyed", True, "object"),
    "place_order": Operation("place_order", "POST", "/workspaces/{id}/orders", "keyed", True, "object"),
    "record_deposit": Operation("record_deposit", "POST", "/workspaces/{id}/deposits", "keyed", True, "object"),
    "record_deposit_of_message": Operation("record_deposit_of_message", "POST", "/workspaces/{id}/messages/{message_id}/deposit", "keyed", True, "object"),
    "register_bank_account": Operation("register_bank_account", "POST", "/workspaces/{id}/bank-accounts", "keyed", True, "object"),
    "reject_proposal": Operation("reject_proposal", "POST", "/workspaces/{id}/proposals/{proposal_id}/reject", "keyed", True, "object"),
    "release_deposit": Operation("release_deposit", "POST", "/workspaces/{id}/deposits/{deposit_id}/release", "keyed", True, "object"),
    "remove_member": Operation("remove_member", "DELETE", "/workspaces/{id}/members/{user_id}", "always", True, "none"),
    "remove_message_format": Operation("remove_message_format", "DELETE", "/workspaces/{id}/message-formats/{format_id}", "always", True, "none"),
    "remove_phone_number": Operation("remove_phone_number", "DELETE", "/workspaces/{id}/phone-numbers/{phone_id}", "always", True, "none"),
    "remove_sender": Operation("remove_sender", "DELETE", "/workspaces/{id}/senders/{sender_id}", "always", True, "none"),
    "renew_recovery_codes": Operation("renew_recovery_codes", "POST", "/auth/second-factor/recovery-codes", "keyed", True, "object"),
    "replay_webhook_deliveries": Operation("replay_webhook_deliveries", "POST", "/workspaces/{id}/webhook-endpoints/{endpoint_id}/replay", "keyed", True, "object"),
    "replay_webhook_delivery": Operation("replay_webhook_delivery", "POST", "/workspaces/{id}/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}/replay", "keyed", True, "object"),
    "reread_message": Operation("reread_message", "POST", "/workspaces/{id}/messages/{message_id}/reread", "keyed", True, "object"),
    "reset_password": Operation("reset_password", "POST", "/auth/password/reset", "unsent", False, "none"),
    "restore_deposit": Operation("restore_deposit", "POST", "/workspaces/{id}/deposits/{deposit_id}/restore", "keyed", True, "object"),
    "return_deposit": Operation("return_deposit", "POST", "/workspaces/{id}/deposits/{deposit_id}/returned", "keyed", True, "object"),
    "reverse_deposit_of_message": Operation("reverse_deposit_of_message", "POST", "/workspaces/{id}/messages/{message_id}/reversal", "keyed", True, "object"),
    "revoke_token": Operation("revoke_token", "DELETE", "/auth/tokens/{token_id}", "always", True, "none"),
    "rotate_phone_key": Operation("rotate_phone_key", "POST", "/workspaces/{id}/phone-numbers/{phone_id}/rotate-key", "keyed", True, "object"),
    "rotate_webhook_secret": Operation("rotate_webhook_secret", "POST", "/workspaces/{id}/webhook-endpoints/{endpoint_id}/rotate-secret", "keyed", True, "object"),
    "send_bank_sms": Operation("send_bank_sms", "POST", "/webhooks/bank-sms", "always", False, "object"),
    "send_keyed_bank_sms": Operation("send_keyed_bank_sms", "POST", "/webhooks/bank-sms/{key}", "always", False, "object"),
    "send_keyed_bank_sms_by_get": Operation("send_keyed_bank_sms_by_get", "GET", "/webhooks/bank-sms/{key}", "always", False, "object"),
    "send_test_message": Operation("send_test_message", "POST", "/workspaces/{id}/test/messages", "keyed", True, "object"),
    "sign_up": Operation("sign_up", "POST", "/auth/signup", "unsent", False, "object"),
    "start_scenario": Operation("start_scenario", "POST", "/workspaces/{id}/test/scenarios", "keyed", True, "object"),
    "test_message_format": Operation("test_message_format", "POST", "/workspaces/{id}/message-formats/test", "keyed", True, "object"),
    "test_push_subscription": Operation("test_push_subscription", "POST", "/workspaces/{id}/push-subscriptions/{subscription_id}/test", "keyed", True, "none"),
    "test_reminder": Operation("test_reminder", "POST", "/workspaces/{id}/reminder/test", "keyed", True, "none"),
    "undo_return": Operation("undo_return", "DELETE", "/workspaces/{id}/deposits/{deposit_id}/returned", "unsent", True, "object"),
    "unmatch": Operation("unmatch", "POST", "/workspaces/{id}/matches/{deposit_id}/unmatch", "keyed", True, "object"),
    "withdraw_invitation": Operation("withdraw_invitation", "DELETE", "/workspaces/{id}/invitations/{invitation_id}", "always", True, "none"),
}
"""Every operation of the document, by its id."""


class Operations:
    """A method for each operation."""

    def _call(self, operation: Operation, asked: Asked, options: CallOptions) -> Any:
        raise NotImplementedError

    def _list(self, operation: Operation, asked: Asked, options: CallOptions) -> Pages[Any]:
        raise NotImplementedError

    def accept_invitation(
        self,
        body: models.AcceptInvitation,
        **options: Unpack[CallOptions],
    ) -> models.MemberView:
        """Accepts an invitation: the caller becomes a member.

        Accepts an invitation: the caller becomes a member.
        """
        answer: models.MemberView = self._call(OPERATIONS["accept_invitation"], Asked([], {}, body), options)
        return answer

    def accept_proposal(
        self,
        workspace_id: int,
        proposal_id: str,
        body: models.AcceptProposal,
        **options: Unpack[CallOptions],
    ) -> models.AcceptedProposal:
        """Does what a proposal proposes: matches, or dismisses.

        Refused with `proposal_moved` if a deposit or an order of it changed since it was computed. The same call again,
        while it stands, is answered as the first.
        """
        answer: models.AcceptedProposal = self._call(OPERATIONS["accept_proposal"], Asked([workspace_id, proposal_id], {}, body), options)
        return answer

    def accept_proposals(
        self,
        workspace_id: int,
        body: models.AcceptProposals,
        **options: Unpack[CallOptions],
    ) -> models.AcceptedProposals:
        """Accepts many proposals, one after another, each for itself: one that is refused stops none.

        The same call again accepts what was not tried; what was accepted before is told as accepted.
        """
        answer: models.AcceptedProposals = self._call(OPERATIONS["accept_proposals"], Asked([workspace_id], {}, body), options)
        return answer

    def acknowledge_webhook_delivery(
        self,
        workspace_id: int,
        endpoint_id: int,
        delivery_id: str,
        **options: Unpack[CallOptions],
    ) -> models.DeliveryView:
        """Acknowledges a delivery that was fetched: it is not offered again. Once more is answered as the first time.

        Acknowledges a delivery that was fetched: it is not offered again. Once more is answered as the first time.
        """
        answer: models.DeliveryView = self._call(OPERATIONS["acknowledge_webhook_delivery"], Asked([workspace_id, endpoint_id, delivery_id], {}), options)
        return answer

    def add_message_format(
        self,
        workspace_id: int,
        body: models.MarkedMessage,
        **options: Unpack[CallOptions],
    ) -> models.FormatView:
        """Adds a format: from now on messages of its form over a phone's URL are read, if nothing else reads them.

        The deposits of its first five readings are held (`format_unproved`) until a person releases or matches each. After
        that its deposits pair with orders of the same name by themselves. Messages that wait are read again one by one, by
        `reread`.
        """
        answer: models.FormatView = self._call(OPERATIONS["add_message_format"], Asked([workspace_id], {}, body), options)
        return answer

    def add_phone_number(
        self,
        workspace_id: int,
        body: models.AddPhone,
        **options: Unpack[CallOptions],
    ) -> models.AddedPhone:
        """Adds a phone and makes the key of its URL, which is shown this once. The first key switches the workspace's intake
        to `KEYED`.

        Adds a phone and makes the key of its URL, which is shown this once. The first key switches the workspace's intake
        to `KEYED`.
        """
        answer: models.AddedPhone = self._call(OPERATIONS["add_phone_number"], Asked([workspace_id], {}, body), options)
        return answer

    def amend_bank_account(
        self,
        workspace_id: int,
        account_id: int,
        body: models.AmendAccount,
        **options: Unpack[CallOptions],
    ) -> models.AccountView:
        """Changes an account, or switches it off and on.

        Changes an account, or switches it off and on.
        """
        answer: models.AccountView = self._call(OPERATIONS["amend_bank_account"], Asked([workspace_id, account_id], {}, body), options)
        return answer

    def amend_member(
        self,
        workspace_id: int,
        user_id: int,
        body: models.AmendMember,
        **options: Unpack[CallOptions],
    ) -> models.MemberView:
        """Gives a member another role, or hands the workspace over.

        Gives a member another role, or hands the workspace over.
        """
        answer: models.MemberView = self._call(OPERATIONS["amend_member"], Asked([workspace_id, user_id], {}, body), options)
        return answer

    def amend_order(
        self,
        workspace_id: int,
        order_id: int,
        body: models.AmendOrder,
        **options: Unpack[CallOptions],
    ) -> models.OrderView:
        """Changes an order, cancels it, or reopens it.

        Changes an order, cancels it, or reopens it.
        """
        answer: models.OrderView = self._call(OPERATIONS["amend_order"], Asked([workspace_id, order_id], {}, body), options)
        return answer

    def amend_phone_number(
        self,
        workspace_id: int,
        phone_id: int,
        body: models.AmendPhone,
        **options: Unpack[CallOptions],
    ) -> models.PhoneView:
        """Changes a phone.

        Changes a phone.
        """
        answer: models.PhoneView = self._call(OPERATIONS["amend_phone_number"], Asked([workspace_id, phone_id], {}, body), options)
        return answer

    def amend_push_subscription(
        self,
        workspace_id: int,
        subscription_id: int,
        body: models.AmendPushSubscription,
        **options: Unpack[CallOptions],
    ) -> models.PushSubscriptionView:
        """Changes what a browser of the caller's is told of, and when.

        Changes what a browser of the caller's is told of, and when.
        """
        answer: models.PushSubscriptionView = self._call(OPERATIONS["amend_push_subscription"], Asked([workspace_id, subscription_id], {}, body), options)
        return answer

    def amend_reminder(
        self,
        workspace_id: int,
        body: models.AmendReminder,
        **options: Unpack[CallOptions],
    ) -> models.ReminderView:
        """Switches the caller's reminder on or off. While it is on, they are mailed how much there is of what they chose, such
        as deposits that wait for a person: at most once in a quarter of an hour, and only when there is more than before.

        Switches the caller's reminder on or off. While it is on, they are mailed how much there is of what they chose, such
        as deposits that wait for a person: at most once in a quarter of an hour, and only when there is more than before.
        """
        answer: models.ReminderView = self._call(OPERATIONS["amend_reminder"], Asked([workspace_id], {}, body), options)
        return answer

    def amend_webhook_endpoint(
        self,
        workspace_id: int,
        endpoint_id: int,
        body: models.AmendEndpoint,
        **options: Unpack[CallOptions],
    ) -> models.EndpointView:
        """Changes an endpoint, or switches it off and on.

        Changes an endpoint, or switches it off and on.
        """
        answer: models.EndpointView = self._call(OPERATIONS["amend_webhook_endpoint"], Asked([workspace_id, endpoint_id], {}, body), options)
        return answer

    def amend_workspace(
        self,
        workspace_id: int,
        body: models.AmendWorkspace,
        **options: Unpack[CallOptions],
    ) -> models.WorkspaceView:
        """Changes a workspace's name, settings, or whether it is active. A change of settings looks at every waiting deposit
        again.

        Changes a workspace's name, settings, or whether it is active. A change of settings looks at every waiting deposit
        again.
        """
        answer: models.WorkspaceView = self._call(OPERATIONS["amend_workspace"], Asked([workspace_id], {}, body), options)
        return answer

    def approve_sender(
        self,
        workspace_id: int,
        body: models.ApproveSender,
        **options: Unpack[CallOptions],
    ) -> models.ApprovedView:
        """Approves a sender for a bank, and releases the deposits that were held for it.

        A mobile, 070 or foreign number, an app or an e-mail address cannot be approved. The same again answers what stands.
        """
        answer: models.ApprovedView = self._call(OPERATIONS["approve_sender"], Asked([workspace_id], {}, body), options)
        return answer

    def backtest_policies(
        self,
        workspace_id: int,
        *,
        short_up_to: Optional[int] = None,
        short_percent: Optional[int] = None,
        over_up_to: Optional[int] = None,
        over_treat: Optional[models.RestTreatment] = None,
        late_within_hours: Optional[int] = None,
        combined: Optional[models.SumPolicy] = None,
        split: Optional[models.SumPolicy] = None,
        **options: Unpack[CallOptions],
    ) -> models.BacktestView:
        """What policies would have made of the decisions of the last thirty days, had they been on.

        Each deposit that a person decided is looked at when a policy would have looked at it, with what waited then. Only
        what would have been matched before the person came is told. Nothing is matched by it.
        """
        answer: models.BacktestView = self._call(OPERATIONS["backtest_policies"], Asked([workspace_id], {"short_up_to": short_up_to, "short_percent": short_percent, "over_up_to": over_up_to, "over_treat": over_treat, "late_within_hours": late_within_hours, "combined": combined, "split": split}), options)
        return answer

    def begin_second_factor(
        self,
        body: models.BeginSecondFactor,
        **options: Unpack[CallOptions],
    ) -> models.BegunSecondFactor:
        """Begins a second factor: an authenticator app takes the secret, and a code of it confirms. Until then no login asks
        for one, and it can be begun anew.

        Begins a second factor: an authenticator app takes the secret, and a code of it confirms. Until then no login asks
        for one, and it can be begun anew.
        """
        answer: models.BegunSecondFactor = self._call(OPERATIONS["begin_second_factor"], Asked([], {}, body), options)
        return answer

    def change_password(
        self,
        body: models.ChangePassword,
        **options: Unpack[CallOptions],
    ) -> None:
        """Changes the password and ends the caller's other sessions; API tokens too, where `end_tokens` says so.

        Changes the password and ends the caller's other sessions; API tokens too, where `end_tokens` says so.
        """
        self._call(OPERATIONS["change_password"], Asked([], {}, body), options)

    def confirm_phone_sender(
        self,
        workspace_id: int,
        phone_id: int,
        **options: Unpack[CallOptions],
    ) -> models.PhoneView:
        """Confirms that a phone tells the sender of its messages from now on, because its set-up was changed. Until then the
        messages of a phone that never told one, and suddenly does, are held. Nothing changes where nothing waits for it.

        Confirms that a phone tells the sender of its messages from now on, because its set-up was changed. Until then the
        messages of a phone that never told one, and suddenly does, are held. Nothing changes where nothing waits for it.
        """
        answer: models.PhoneView = self._call(OPERATIONS["confirm_phone_sender"], Asked([workspace_id, phone_id], {}), options)
        return answer

    def confirm_second_factor(
        self,
        body: models.ConfirmSecondFactor,
        **options: Unpack[CallOptions],
    ) -> models.RecoveryCodesView:
        """Switches the second factor on: from now on each login asks for a code. Answers the recovery codes.

        Switches the second factor on: from now on each login asks for a code. Answers the recovery codes.
        """
        answer: models.RecoveryCodesView = self._call(OPERATIONS["confirm_second_factor"], Asked([], {}, body), options)
        return answer

    def create_push_subscription(
        self,
        workspace_id: int,
        body: models.CreatePushSubscription,
        **options: Unpack[CallOptions],
    ) -> models.PushSubscriptionView:
        """Has a browser of the caller's told by Web Push. Nothing of its keys and of the URL's path is shown again. No push
        service was tried with this: it is written after the standards, and tested with receivers that decrypt.

        Has a browser of the caller's told by Web Push. Nothing of its keys and of the URL's path is shown again. No push
        service was tried with this: it is written after the standards, and tested with receivers that decrypt.
        """
        answer: models.PushSubscriptionView = self._call(OPERATIONS["create_push_subscription"], Asked([workspace_id], {}, body), options)
        return answer

    def create_webhook_endpoint(
        self,
        workspace_id: int,
        body: models.CreateEndpoint,
        **options: Unpack[CallOptions],
    ) -> models.EndpointWithSecret:
        """Registers an endpoint. Its secret is shown here and never again; a chat has none, and is not signed to.

        Registers an endpoint. Its secret is shown here and never again; a chat has none, and is not signed to.
        """
        answer: models.EndpointWithSecret = self._call(OPERATIONS["create_webhook_endpoint"], Asked([workspace_id], {}, body), options)
        return answer

    def create_workspace(
        self,
        body: models.CreateWorkspace,
        **options: Unpack[CallOptions],
    ) -> models.WorkspaceView:
        """Creates a workspace; the caller owns it.

        Without `settings` it forgets raw messages and customers' fields after 400 days.
        """
        answer: models.WorkspaceView = self._call(OPERATIONS["create_workspace"], Asked([], {}, body), options)
        return answer

    def delete_push_subscription(
        self,
        workspace_id: int,
        subscription_id: int,
        **options: Unpack[CallOptions],
    ) -> None:
        """Has a browser of the caller's told of nothing any more.

        Has a browser of the caller's told of nothing any more.
        """
        self._call(OPERATIONS["delete_push_subscription"], Asked([workspace_id, subscription_id], {}), options)

    def delete_webhook_endpoint(
        self,
        workspace_id: int,
        endpoint_id: int,
        **options: Unpack[CallOptions],
    ) -> None:
        """Takes an endpoint away, with the record of its deliveries.

        Takes an endpoint away, with the record of its deliveries.
        """
        self._call(OPERATIONS["delete_webhook_endpoint"], Asked([workspace_id, endpoint_id], {}), options)

    def delete_workspace(
        self,
        workspace_id: int,
        body: models.DeleteWorkspace,
        **options: Unpack[CallOptions],
    ) -> None:
        """Deletes a workspace: for good, and for everybody. Its owner only, in person.

        From this answer on it is a 404 and takes no message. Its accounts, orders, deposits, messages and members are
        deleted step by step in the minutes after.
        """
        self._call(OPERATIONS["delete_workspace"], Asked([workspace_id], {}, body), options)

    def dismiss_deposit(
        self,
        workspace_id: int,
        deposit_id: int,
        body: models.DismissDeposit,
        **options: Unpack[CallOptions],
    ) -> models.DepositView:
        """Says that a waiting or held deposit pays nothing. It stays in lists and books.

        Dismissed as `DUPLICATE`, it frees the deposits that were held against it. `REFUNDED` or `PRIVATE` dismisses them
        too.
        """
        answer: models.DepositView = self._call(OPERATIONS["dismiss_deposit"], Asked([workspace_id, deposit_id], {}, body), options)
        return answer

    def dismiss_message(
        self,
        workspace_id: int,
        message_id: str,
        **options: Unpack[CallOptions],
    ) -> models.MessageView:
        """Puts a message aside: it is no deposit, and leaves the inbox. For good.

        Puts a message aside: it is no deposit, and leaves the inbox. For good.
        """
        answer: models.MessageView = self._call(OPERATIONS["dismiss_message"], Asked([workspace_id, message_id], {}), options)
        return answer

    def end_second_factor(
        self,
        body: models.EndSecondFactor,
        **options: Unpack[CallOptions],
    ) -> models.SecondFactorView:
        """Ends the second factor: a login asks for the password alone.

        Ends the second factor: a login asks for the password alone.
        """
        answer: models.SecondFactorView = self._call(OPERATIONS["end_second_factor"], Asked([], {}, body), options)
        return answer

    def export_deposits_csv(
        self,
        workspace_id: int,
        *,
        is_matched: Optional[bool] = None,
        state: Optional[models.DepositStatus] = None,
        is_undecided: Optional[bool] = None,
        rest_treatment: Optional[models.RestTreatment] = None,
        depositor_name: Optional[str] = None,
        q: Optional[str] = None,
        amount_min: Optional[int] = None,
        amount_max: Optional[int] = None,
        bank_account_id: Optional[int] = None,
        deposited_from: Optional[str] = None,
        deposited_to: Optional[str] = None,
        language: Optional[models.Language] = None,
        **options: Unpack[CallOptions],
    ) -> bytes:
        """The deposits of the list under the same filters, all of them, as CSV. With each: its account, and the numbers of the
        orders that it pays. Times are Korean.

        `X-Row-Count` tells how many there are. More than 20,000 deposits, or 4.5 MB, are refused with `export_too_large`,
        which says from when on they fit into one file; nothing is ever cut.
        """
        answer: bytes = self._call(OPERATIONS["export_deposits_csv"], Asked([workspace_id], {"is_matched": is_matched, "state": state, "is_undecided": is_undecided, "rest_treatment": rest_treatment, "depositor_name": depositor_name, "q": q, "amount_min": amount_min, "amount_max": amount_max, "bank_account_id": bank_account_id, "deposited_from": deposited_from, "deposited_to": deposited_to, "language": language}), options)
        return answer

    def export_deposits_xlsx(
        self,
        workspace_id: int,
        *,
        is_matched: Optional[bool] = None,
        state: Optional[models.DepositStatus] = None,
        is_undecided: Optional[bool] = None,
        rest_treatment: Optional[models.RestTreatment] = None,
        depositor_name: Optional[str] = None,
        q: Optional[str] = None,
        amount_min: Optional[int] = None,
        amount_max: Optional[int] = None,
        bank_account_id: Optional[int] = None,
        deposited_from: Optional[str] = None,
        deposited_to: Optional[str] = None,
        language: Optional[models.Language] = None,
        **options: Unpack[CallOptions],
    ) -> bytes:
        """As `deposits.csv`, as an Excel workbook.

        As `deposits.csv`, as an Excel workbook.
        """
        answer: bytes = self._call(OPERATIONS["export_deposits_xlsx"], Asked([workspace_id], {"is_matched": is_matched, "state": state, "is_undecided": is_undecided, "rest_treatment": rest_treatment, "depositor_name": depositor_name, "q": q, "amount_min": amount_min, "amount_max": amount_max, "bank_account_id": bank_account_id, "deposited_from": deposited_from, "deposited_to": deposited_to, "language": language}), options)
        return answer

    def export_orders_csv(
        self,
        workspace_id: int,
        *,
        status: Optional[models.OrderStatus] = None,
        payment_state: Optional[models.PaymentState] = None,
        order_number: Optional[str] = None,
        order_number_prefix: Optional[str] = None,
        depositor_name: Optional[str] = None,
        q: Optional[str] = None,
        amount_min: Optional[int] = None,
        amount_max: Optional[int] = None,
        created_from: Optional[str] = None,
        created_to: Optional[str] = None,
        language: Optional[models.Language] = None,
        **options: Unpack[CallOptions],
    ) -> bytes:
        """The orders of the list under the same filters, all of them, as CSV. With each: what was received for it, from whom
        and into which account. Times are Korean.

        `X-Row-Count` tells how many there are. More than 20,000 orders, or 4.5 MB, are refused with `export_too_large`,
        which says from when on they fit into one file; nothing is ever cut.
        """
        answer: bytes = self._call(OPERATIONS["export_orders_csv"], Asked([workspace_id], {"status": status, "payment_state": payment_state, "order_number": order_number, "order_number_prefix": order_number_prefix, "depositor_name": depositor_name, "q": q, "amount_min": amount_min, "amount_max": amount_max, "created_from": created_from, "created_to": created_to, "language": language}), options)
        return answer

    def export_orders_xlsx(
        self,
        workspace_id: int,
        *,
        status: Optional[models.OrderStatus] = None,
        payment_state: Optional[models.PaymentState] = None,
        order_number: Optional[str] = None,
        order_number_prefix: Optional[str] = None,
        depositor_name: Optional[str] = None,
        q: Optional[str] = None,
        amount_min: Optional[int] = None,
        amount_max: Optional[int] = None,
        created_from: Optional[str] = None,
        created_to: Optional[str] = None,
        language: Optional[models.Language] = None,
        **options: Unpack[CallOptions],
    ) -> bytes:
        """As `orders.csv`, as an Excel workbook.

        As `orders.csv`, as an Excel workbook.
        """
        answer: bytes = self._call(OPERATIONS["export_orders_xlsx"], Asked([workspace_id], {"status": status, "payment_state": payment_state, "order_number": order_number, "order_number_prefix": order_number_prefix, "depositor_name": depositor_name, "q": q, "amount_min": amount_min, "amount_max": amount_max, "created_from": created_from, "created_to": created_to, "language": language}), options)
        return answer

    def export_workspace(
        self,
        workspace_id: int,
        *,
        cursor: Optional[str] = None,
        **options: Unpack[CallOptions],
    ) -> Pages[bytes]:
        """All that the workspace has, as a zip: of each kind of thing a file of JSON Lines, in the shapes of this document,
        and one of CSV. Its owner only, in person; each export is entered in the audit log.

        `records-<part>.jsonl` is for `lunepay import`, which lets the workspace stand in another installation: all that the
        table keeps of it but what opens or proves nothing there.

        A large workspace comes in several parts, each a zip of its own: while `X-Next-Cursor` is there, the same call with
        `cursor` gives the next, for an hour. What changes meanwhile may or may not be in it.
        """
        return self._list(OPERATIONS["export_workspace"], Asked([workspace_id], {"cursor": cursor}), options)

    def forgot_password(
        self,
        body: models.ForgotPassword,
        **options: Unpack[CallOptions],
    ) -> None:
        """Mails the link by which whoever has this address chooses a new password. It works once, within an hour. The answer
        is the same whether or not the address has an account.

        Mails the link by which whoever has this address chooses a new password. It works once, within an hour. The answer
        is the same whether or not the address has an account.
        """
        self._call(OPERATIONS["forgot_password"], Asked([], {}, body), options)

    def get_bank_account(
        self,
        workspace_id: int,
        account_id: int,
        **options: Unpack[CallOptions],
    ) -> models.AccountView:
        """One account.

        One account.
        """
        answer: models.AccountView = self._call(OPERATIONS["get_bank_account"], Asked([workspace_id, account_id], {}), options)
        return answer

    def get_counts(
        self,
        workspace_id: int,
        **options: Unpack[CallOptions],
    ) -> models.CountsView:
        """What waits right now: orders for their deposits, deposits for their orders or for a person.

        Counted from lists that may lag a second.
        """
        answer: models.CountsView = self._call(OPERATIONS["get_counts"], Asked([workspace_id], {}), options)
        return answer

    def get_deposit(
        self,
        workspace_id: int,
        deposit_id: int,
        **options: Unpack[CallOptions],
    ) -> models.DepositWithHistory:
        """One deposit, with its whole story.

        One deposit, with its whole story.
        """
        answer: models.DepositWithHistory = self._call(OPERATIONS["get_deposit"], Asked([workspace_id, deposit_id], {}), options)
        return answer

    def get_korean_openapi(
        self,
        **options: Unpack[CallOptions],
    ) -> Any:
        """This document with Korean descriptions.

        This document with Korean descriptions.
        """
        return self._call(OPERATIONS["get_korean_openapi"], Asked([], {}), options)

    def get_me(
        self,
        **options: Unpack[CallOptions],
    ) -> models.UserView:
        """The caller.

        The caller.
        """
        answer: models.UserView = self._call(OPERATIONS["get_me"], Asked([], {}), options)
        return answer

    def get_message(
        self,
        workspace_id: int,
        message_id: str,
        **options: Unpack[CallOptions],
    ) -> models.MessageWithReading:
        """One message, beside what the reader makes of it now.

        One message, beside what the reader makes of it now.
        """
        answer: models.MessageWithReading = self._call(OPERATIONS["get_message"], Asked([workspace_id, message_id], {}), options)
        return answer

    def get_openapi(
        self,
        **options: Unpack[CallOptions],
    ) -> Any:
        """This document.

        This document.
        """
        return self._call(OPERATIONS["get_openapi"], Asked([], {}), options)

    def get_order(
        self,
        workspace_id: int,
        order_id: int,
        **options: Unpack[CallOptions],
    ) -> models.OrderWithHistory:
        """One order, with its whole story.

        One order, with its whole story.
        """
        answer: models.OrderWithHistory = self._call(OPERATIONS["get_order"], Asked([workspace_id, order_id], {}), options)
        return answer

    def get_phone_number(
        self,
        workspace_id: int,
        phone_id: int,
        **options: Unpack[CallOptions],
    ) -> models.PhoneView:
        """One phone.

        One phone.
        """
        answer: models.PhoneView = self._call(OPERATIONS["get_phone_number"], Asked([workspace_id, phone_id], {}), options)
        return answer

    def get_receipt(
        self,
        receipt_id: str,
        **options: Unpack[CallOptions],
    ) -> models.WebhookAnswer:
        """What became of a message that was answered with 202.

        What became of a message that was answered with 202.
        """
        answer: models.WebhookAnswer = self._call(OPERATIONS["get_receipt"], Asked([receipt_id], {}), options)
        return answer

    def get_reminder(
        self,
        workspace_id: int,
        **options: Unpack[CallOptions],
    ) -> models.ReminderView:
        """Whether the caller is mailed when deposits of this workspace wait for a person.

        Whether the caller is mailed when deposits of this workspace wait for a person.
        """
        answer: models.ReminderView = self._call(OPERATIONS["get_reminder"], Asked([workspace_id], {}), options)
        return answer

    def get_scenario(
        self,
        workspace_id: int,
        scenario_id: str,
        **options: Unpack[CallOptions],
    ) -> models.ScenarioView:
        """A scenario: whether it is over, and whether all came out as expected.

        Kept for seven days.
        """
        answer: models.ScenarioView = self._call(OPERATIONS["get_scenario"], Asked([workspace_id, scenario_id], {}), options)
        return answer

    def get_second_factor(
        self,
        **options: Unpack[CallOptions],
    ) -> models.SecondFactorView:
        """Whether the caller's logins ask for a second factor.

        Whether the caller's logins ask for a second factor.
        """
        answer: models.SecondFactorView = self._call(OPERATIONS["get_second_factor"], Asked([], {}), options)
        return answer

    def get_stamp(
        self,
        workspace_id: int,
        **options: Unpack[CallOptions],
    ) -> models.StampView:
        """Whether anything is new in the workspace: the cheapest of all questions, for what keeps asking.

        Changes are counted while somebody asks, at least every two minutes; a first question begins that. What was under
        way at that moment, or died right after its commit, may go uncounted: read the lists every few minutes too. Other
        programs are told by webhooks.
        """
        answer: models.StampView = self._call(OPERATIONS["get_stamp"], Asked([workspace_id], {}), options)
        return answer

    def get_webhook_delivery(
        self,
        workspace_id: int,
        endpoint_id: int,
        delivery_id: str,
        **options: Unpack[CallOptions],
    ) -> models.DeliveryWithAttempts:
        """One delivery, with what is sent and what came of each try.

        One delivery, with what is sent and what came of each try.
        """
        answer: models.DeliveryWithAttempts = self._call(OPERATIONS["get_webhook_delivery"], Asked([workspace_id, endpoint_id, delivery_id], {}), options)
        return answer

    def get_webhook_endpoint(
        self,
        workspace_id: int,
        endpoint_id: int,
        **options: Unpack[CallOptions],
    ) -> models.EndpointView:
        """One endpoint.

        One endpoint.
        """
        answer: models.EndpointView = self._call(OPERATIONS["get_webhook_endpoint"], Asked([workspace_id, endpoint_id], {}), options)
        return answer

    def get_workspace(
        self,
        workspace_id: int,
        **options: Unpack[CallOptions],
    ) -> models.WorkspaceView:
        """One workspace.

        One workspace.
        """
        answer: models.WorkspaceView = self._call(OPERATIONS["get_workspace"], Asked([workspace_id], {}), options)
        return answer

    def invite_member(
        self,
        workspace_id: int,
        body: models.Invite,
        **options: Unpack[CallOptions],
    ) -> models.NewInvitation:
        """Makes an invitation, whose code the inviter hands on. Where the server sends mail, it is also mailed, a minute later
        at most.

        Makes an invitation, whose code the inviter hands on. Where the server sends mail, it is also mailed, a minute later
        at most.
        """
        answer: models.NewInvitation = self._call(OPERATIONS["invite_member"], Asked([workspace_id], {}, body), options)
        return answer

    def issue_token(
        self,
        body: models.IssueToken,
        **options: Unpack[CallOptions],
    ) -> models.IssuedToken:
        """Issues an API token, which acts as its user within its scopes, but never manages members, tokens or passwords.

        A field that is not known is a 400.
        """
        answer: models.IssuedToken = self._call(OPERATIONS["issue_token"], Asked([], {}, body), options)
        return answer

    def list_audit_log(
        self,
        workspace_id: int,
        *,
        kind: Optional[models.AuditedChange] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        **options: Unpack[CallOptions],
    ) -> Pages[models.AuditEntryView]:
        """Who changed phones, keys, accounts, senders, settings, endpoints, members and tokens, newest first.

        Who changed phones, keys, accounts, senders, settings, endpoints, members and tokens, newest first.
        """
        return self._list(OPERATIONS["list_audit_log"], Asked([workspace_id], {"kind": kind, "limit": limit, "cursor": cursor}), options)

    def list_bank_accounts(
        self,
        workspace_id: int,
        *,
        is_active: Optional[bool] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        offset: Optional[int] = None,
        **options: Unpack[CallOptions],
    ) -> Pages[models.AccountView]:
        """Accounts, newest first.

        Accounts, newest first.
        """
        return self._list(OPERATIONS["list_bank_accounts"], Asked([workspace_id], {"is_active": is_active, "limit": limit, "cursor": cursor, "offset": offset}), options)

    def list_banks(
        self,
        **options: Unpack[CallOptions],
    ) -> list[models.BankView]:
        """The institutions whose accounts can be registered, by code.

        The institutions whose accounts can be registered, by code.
        """
        answer: list[models.BankView] = self._call(OPERATIONS["list_banks"], Asked([], {}), options)
        return answer

    def list_candidates(
        self,
        workspace_id: int,
        deposit_id: int,
        **options: Unpack[CallOptions],
    ) -> list[models.CandidateView]:
        """The orders that a deposit could pay, best first, each with its reasons: the waiting orders of its amount, a hundred
        at most, those of its own name among them.

        The orders that a deposit could pay, best first, each with its reasons: the waiting orders of its amount, a hundred
        at most, those of its own name among them.
        """
        answer: list[models.CandidateView] = self._call(OPERATIONS["list_candidates"], Asked([workspace_id, deposit_id], {}), options)
        return answer

    def list_days(
        self,
        workspace_id: int,
        *,
        from_: Optional[str] = None,
        to: Optional[str] = None,
        **options: Unpack[CallOptions],
    ) -> list[models.DayView]:
        """The sums of some days, oldest first, one row a day also when nothing happened.

        Counted from the newest 10,000 orders and deposits.
        """
        answer: list[models.DayView] = self._call(OPERATIONS["list_days"], Asked([workspace_id], {"from": from_, "to": to}), options)
        return answer

    def list_deposits(
        self,
        workspace_id: int,
        *,
        is_matched: Optional[bool] = None,
        state: Optional[models.DepositStatus] = None,
        is_undecided: Optional[bool] = None,
        rest_treatment: Optional[models.RestTreatment] = None,
        depositor_name: Optional[str] = None,
        q: Optional[str] = None,
        amount_min: Optional[int] = None,
        amount_max: Optional[int] = None,
        bank_account_id: Optional[int] = None,
        deposited_from: Optional[str] = None,
        deposited_to: Optional[str] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        **options: Unpack[CallOptions],
    ) -> Pages[models.DepositView]:
        """Deposits, newest first.

        Lists of unmatched deposits and of one account may lag a second; a list of all never does.
        """
        return self._list(OPERATIONS["list_deposits"], Asked([workspace_id], {"is_matched": is_matched, "state": state, "is_undecided": is_undecided, "rest_treatment": rest_treatment, "depositor_name": depositor_name, "q": q, "amount_min": amount_min, "amount_max": amount_max, "bank_account_id": bank_account_id, "deposited_from": deposited_from, "deposited_to": deposited_to, "limit": limit, "cursor": cursor}), options)

    def list_invitations(
        self,
        workspace_id: int,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        **options: Unpack[CallOptions],
    ) -> Pages[models.InvitationView]:
        """The invitations that nobody used yet, newest first.

        The invitations that nobody used yet, newest first.
        """
        return self._list(OPERATIONS["list_invitations"], Asked([workspace_id], {"limit": limit, "cursor": cursor}), options)

    def list_members(
        self,
        workspace_id: int,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        **options: Unpack[CallOptions],
    ) -> Pages[models.MemberView]:
        """The members, newest user first.

        The members, newest user first.
        """
        return self._list(OPERATIONS["list_members"], Asked([workspace_id], {"limit": limit, "cursor": cursor}), options)

    def list_message_formats(
        self,
        workspace_id: int,
        **options: Unpack[CallOptions],
    ) -> list[models.FormatView]:
        """The formats that the workspace added for messages that nobody could read, oldest first; at most 50.

        The formats that the workspace added for messages that nobody could read, oldest first; at most 50.
        """
        answer: list[models.FormatView] = self._call(OPERATIONS["list_message_formats"], Asked([workspace_id], {}), options)
        return answer

    def list_messages(
        self,
        workspace_id: int,
        *,
        status: Optional[models.MessageStatus] = None,
        q: Optional[str] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        **options: Unpack[CallOptions],
    ) -> Pages[models.MessageView]:
        """Messages that made no deposit, newest first.

        A page of one status, or of a search, may hold fewer rows than `limit`, or none, while there is more: go on by its
        cursor.
        """
        return self._list(OPERATIONS["list_messages"], Asked([workspace_id], {"status": status, "q": q, "limit": limit, "cursor": cursor}), options)

    def list_orders(
        self,
        workspace_id: int,
        *,
        status: Optional[models.OrderStatus] = None,
        payment_state: Optional[models.PaymentState] = None,
        order_number: Optional[str] = None,
        order_number_prefix: Optional[str] = None,
        depositor_name: Optional[str] = None,
        q: Optional[str] = None,
        amount_min: Optional[int] = None,
        amount_max: Optional[int] = None,
        created_from: Optional[str] = None,
        created_to: Optional[str] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        **options: Unpack[CallOptions],
    ) -> Pages[models.OrderView]:
        """Orders, newest first.

        A list by status may lag a second; a list of all, and a look-up by number or its beginning, never do.
        """
        return self._list(OPERATIONS["list_orders"], Asked([workspace_id], {"status": status, "payment_state": payment_state, "order_number": order_number, "order_number_prefix": order_number_prefix, "depositor_name": depositor_name, "q": q, "amount_min": amount_min, "amount_max": amount_max, "created_from": created_from, "created_to": created_to, "limit": limit, "cursor": cursor}), options)

    def list_phone_numbers(
        self,
        workspace_id: int,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        **options: Unpack[CallOptions],
    ) -> Pages[models.PhoneView]:
        """Phones, newest first, with when each was last heard of.

        Phones, newest first, with when each was last heard of.
        """
        return self._list(OPERATIONS["list_phone_numbers"], Asked([workspace_id], {"limit": limit, "cursor": cursor}), options)

    def list_proposals(
        self,
        workspace_id: int,
        **options: Unpack[CallOptions],
    ) -> models.Proposals:
        """What the deposits that wait for a person may be: one that waits for ten minutes, or that is held.

        Computed at the call, and never kept. Nothing is paired by it: a person accepts a proposal, or rejects it.
        """
        answer: models.Proposals = self._call(OPERATIONS["list_proposals"], Asked([workspace_id], {}), options)
        return answer

    def list_proposals_of_deposit(
        self,
        workspace_id: int,
        deposit_id: int,
        **options: Unpack[CallOptions],
    ) -> list[models.ProposalView]:
        """What one deposit may be, the most likely first: nothing of one that is matched or dismissed.

        What one deposit may be, the most likely first: nothing of one that is matched or dismissed.
        """
        answer: list[models.ProposalView] = self._call(OPERATIONS["list_proposals_of_deposit"], Asked([workspace_id, deposit_id], {}), options)
        return answer

    def list_push_subscriptions(
        self,
        workspace_id: int,
        **options: Unpack[CallOptions],
    ) -> list[models.PushSubscriptionView]:
        """The caller's browsers that are told, newest first.

        The caller's browsers that are told, newest first.
        """
        answer: list[models.PushSubscriptionView] = self._call(OPERATIONS["list_push_subscriptions"], Asked([workspace_id], {}), options)
        return answer

    def list_senders(
        self,
        workspace_id: int,
        **options: Unpack[CallOptions],
    ) -> list[models.SenderView]:
        """The approved senders, oldest first; at most 50.

        The approved senders, oldest first; at most 50.
        """
        answer: list[models.SenderView] = self._call(OPERATIONS["list_senders"], Asked([workspace_id], {}), options)
        return answer

    def list_tokens(
        self,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        **options: Unpack[CallOptions],
    ) -> Pages[models.TokenView]:
        """The caller's live API tokens, newest first.

        The caller's live API tokens, newest first.
        """
        return self._list(OPERATIONS["list_tokens"], Asked([], {"limit": limit, "cursor": cursor}), options)

    def list_webhook_deliveries(
        self,
        workspace_id: int,
        endpoint_id: int,
        *,
        status: Optional[models.DeliveryStatus] = None,
        wait: Optional[int] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        **options: Unpack[CallOptions],
    ) -> Pages[models.ListedDelivery]:
        """Deliveries of an endpoint, newest event first; those of the last 30 days. With `wait`: what it has to fetch.

        Deliveries of an endpoint, newest event first; those of the last 30 days. With `wait`: what it has to fetch.
        """
        return self._list(OPERATIONS["list_webhook_deliveries"], Asked([workspace_id, endpoint_id], {"status": status, "wait": wait, "limit": limit, "cursor": cursor}), options)

    def list_webhook_endpoints(
        self,
        workspace_id: int,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        **options: Unpack[CallOptions],
    ) -> Pages[models.EndpointView]:
        """Endpoints, newest first.

        Endpoints, newest first.
        """
        return self._list(OPERATIONS["list_webhook_endpoints"], Asked([workspace_id], {"limit": limit, "cursor": cursor}), options)

    def list_workspaces(
        self,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        **options: Unpack[CallOptions],
    ) -> Pages[models.WorkspaceView]:
        """The workspaces that the caller is a member of, and the token reaches, newest first.

        The workspaces that the caller is a member of, and the token reaches, newest first.
        """
        return self._list(OPERATIONS["list_workspaces"], Asked([], {"limit": limit, "cursor": cursor}), options)

    def log_in(
        self,
        body: models.Login,
        **options: Unpack[CallOptions],
    ) -> models.LoggedIn:
        """Logs in. A wrong e-mail address and a wrong password get the same answer in the same time. Where the person has a
        second factor, the right password without a `code` is answered with 401 `second_factor_required`.

        Logs in. A wrong e-mail address and a wrong password get the same answer in the same time. Where the person has a
        second factor, the right password without a `code` is answered with 401 `second_factor_required`.
        """
        answer: models.LoggedIn = self._call(OPERATIONS["log_in"], Asked([], {}, body), options)
        return answer

    def log_out(
        self,
        **options: Unpack[CallOptions],
    ) -> None:
        """Ends the session.

        Ends the session.
        """
        self._call(OPERATIONS["log_out"], Asked([], {}), options)

    def make_test_code(
        self,
        workspace_id: int,
        phone_id: int,
        **options: Unpack[CallOptions],
    ) -> models.TestCode:
        """Makes a test code: text it from the phone to the phone's own number. The first message with it that the phone
        forwards turns the phone to verified, and is kept nowhere; `last_arrivals` of the phone tells what is to be mended.

        Makes a test code: text it from the phone to the phone's own number. The first message with it that the phone
        forwards turns the phone to verified, and is kept nowhere; `last_arrivals` of the phone tells what is to be mended.
        """
        answer: models.TestCode = self._call(OPERATIONS["make_test_code"], Asked([workspace_id, phone_id], {}), options)
        return answer

    def match_by_hand(
        self,
        workspace_id: int,
        body: models.ManualMatch,
        **options: Unpack[CallOptions],
    ) -> models.ManualMatchResult:
        """Matches a deposit with an order by force, whatever their amounts and names.

        What is missing or too much is accepted with it, and told by `difference`: here, on the order, in its history and in
        `order.matched`.
        """
        answer: models.ManualMatchResult = self._call(OPERATIONS["match_by_hand"], Asked([workspace_id], {}, body), options)
        return answer

    def match_orders(
        self,
        workspace_id: int,
        body: models.MatchOrders,
        **options: Unpack[CallOptions],
    ) -> models.OrdersMatched:
        """Matches deposits with the orders that they pay together, whatever their names: a transfer for several orders, an
        order that is paid in parts, or money that is more or less than it should be.

        Nothing is matched unless the amounts agree, or `difference` says what becomes of what does not. The same call
        again, while it stands, is answered as the first. An order that is kept open is paid by itself by a deposit of just
        what is open of it, under the rules of any. What is left of a matched deposit as `CREDIT` or `REFUND_DUE` can be
        named again, for other orders.
        """
        answer: models.OrdersMatched = self._call(OPERATIONS["match_orders"], Asked([workspace_id], {}, body), options)
        return answer

    def ping_phone(
        self,
        key: str,
        **options: Unpack[CallOptions],
    ) -> models.WebhookAnswer:
        """A phone says that it is alive. The body does not matter.

        A phone says that it is alive. The body does not matter.
        """
        answer: models.WebhookAnswer = self._call(OPERATIONS["ping_phone"], Asked([key], {}), options)
        return answer

    def ping_webhook_endpoint(
        self,
        workspace_id: int,
        endpoint_id: int,
        **options: Unpack[CallOptions],
    ) -> models.DeliveryView:
        """Sends an event of type `ping`, or has it fetched, whatever types the endpoint is told of.

        Sends an event of type `ping`, or has it fetched, whatever types the endpoint is told of.
        """
        answer: models.DeliveryView = self._call(OPERATIONS["ping_webhook_endpoint"], Asked([workspace_id, endpoint_id], {}), options)
        return answer

    def place_order(
        self,
        workspace_id: int,
        body: models.PlaceOrder,
        **options: Unpack[CallOptions],
    ) -> models.OrderView:
        """Places an order that waits for its deposit.

        A deposit that already came is matched at once. The identical body again answers the existing order.
        """
        answer: models.OrderView = self._call(OPERATIONS["place_order"], Asked([workspace_id], {}, body), options)
        return answer

    def record_deposit(
        self,
        workspace_id: int,
        body: models.RecordDeposit,
        **options: Unpack[CallOptions],
    ) -> models.RecordedDeposit:
        """Records a deposit by hand. It is matched as one that a message told of.

        A deposit of the same account and amount and of a related name that was made within two days may be the same money:
        then it is recorded and held, `possible_duplicate`.
        """
        answer: models.RecordedDeposit = self._call(OPERATIONS["record_deposit"], Asked([workspace_id], {}, body), options)
        return answer

    def record_deposit_of_message(
        self,
        workspace_id: int,
        message_id: str,
        body: models.TypeDeposit,
        **options: Unpack[CallOptions],
    ) -> models.MessageDeposit:
        """Makes the deposit that a message tells of, as a person reads it. It is matched as any, and the message is RESOLVED.

        A message becomes one deposit at most: the identical call again answers that deposit, another call is
        `message_resolved`. Another deposit of the same account, amount and name within five minutes may be the same money:
        then it is recorded and held, `possible_duplicate`.
        """
        answer: models.MessageDeposit = self._call(OPERATIONS["record_deposit_of_message"], Asked([workspace_id, message_id], {}, body), options)
        return answer

    def register_bank_account(
        self,
        workspace_id: int,
        body: models.RegisterAccount,
        **options: Unpack[CallOptions],
    ) -> models.AccountView:
        """Registers an account. Messages of it that came before are offered to it.

        Registers an account. Messages of it that came before are offered to it.
        """
        answer: models.AccountView = self._call(OPERATIONS["register_bank_account"], Asked([workspace_id], {}, body), options)
        return answer

    def reject_proposal(
        self,
        workspace_id: int,
        proposal_id: str,
        **options: Unpack[CallOptions],
    ) -> models.RejectedProposal:
        """Says that a proposal is wrong: for 90 days its deposits and orders are not proposed so again. Nothing else changes.

        Says that a proposal is wrong: for 90 days its deposits and orders are not proposed so again. Nothing else changes.
        """
        answer: models.RejectedProposal = self._call(OPERATIONS["reject_proposal"], Asked([workspace_id, proposal_id], {}), options)
        return answer

    def release_deposit(
        self,
        workspace_id: int,
        deposit_id: int,
        body: Optional[models.ReleaseDeposit] = None,
        **options: Unpack[CallOptions],
    ) -> models.DepositView:
        """Takes away every reason for which a deposit is held and that a person can take away: it waits, and pairs as any.

        Released from `possible_duplicate`, it is a deposit of its own for good. What cannot come from the bank
        (`sender_unlikely`) or was taken back (`reversed`) stays held: `never_released`. Money that is too old or whose name
        cannot be read would pay nothing by itself: `release_changes_nothing`.
        """
        answer: models.DepositView = self._call(OPERATIONS["release_deposit"], Asked([workspace_id, deposit_id], {}, body), options)
        return answer

    def remove_member(
        self,
        workspace_id: int,
        user_id: int,
        **options: Unpack[CallOptions],
    ) -> None:
        """Takes a member out; the owner any but themselves, everybody themselves. It ends at their very next request.

        Takes a member out; the owner any but themselves, everybody themselves. It ends at their very next request.
        """
        self._call(OPERATIONS["remove_member"], Asked([workspace_id, user_id], {}), options)

    def remove_message_format(
        self,
        workspace_id: int,
        format_id: int,
        **options: Unpack[CallOptions],
    ) -> None:
        """Takes a format away. Deposits that it read stay as they are.

        Takes a format away. Deposits that it read stay as they are.
        """
        self._call(OPERATIONS["remove_message_format"], Asked([workspace_id, format_id], {}), options)

    def remove_phone_number(
        self,
        workspace_id: int,
        phone_id: int,
        **options: Unpack[CallOptions],
    ) -> None:
        """Removes a phone: its URL ends at the very next call. One that accounts are bound to stays, because those accounts
        would fall silent.

        Removes a phone: its URL ends at the very next call. One that accounts are bound to stays, because those accounts
        would fall silent.
        """
        self._call(OPERATIONS["remove_phone_number"], Asked([workspace_id, phone_id], {}), options)

    def remove_sender(
        self,
        workspace_id: int,
        sender_id: int,
        **options: Unpack[CallOptions],
    ) -> None:
        """Takes an approval back. Deposits that it released stay as they are.

        Takes an approval back. Deposits that it released stay as they are.
        """
        self._call(OPERATIONS["remove_sender"], Asked([workspace_id, sender_id], {}), options)

    def renew_recovery_codes(
        self,
        body: models.ConfirmSecondFactor,
        **options: Unpack[CallOptions],
    ) -> models.RecoveryCodesView:
        """New recovery codes; those of before count no more.

        New recovery codes; those of before count no more.
        """
        answer: models.RecoveryCodesView = self._call(OPERATIONS["renew_recovery_codes"], Asked([], {}, body), options)
        return answer

    def replay_webhook_deliveries(
        self,
        workspace_id: int,
        endpoint_id: int,
        body: models.Replay,
        **options: Unpack[CallOptions],
    ) -> models.Replaying:
        """Sends every delivery again that failed or was missed since an instant. What succeeded is not sent twice.

        Sends every delivery again that failed or was missed since an instant. What succeeded is not sent twice.
        """
        answer: models.Replaying = self._call(OPERATIONS["replay_webhook_deliveries"], Asked([workspace_id, endpoint_id], {}, body), options)
        return answer

    def replay_webhook_delivery(
        self,
        workspace_id: int,
        endpoint_id: int,
        delivery_id: str,
        **options: Unpack[CallOptions],
    ) -> models.DeliveryView:
        """Sends a delivery again: the same body under the same id.

        Sends a delivery again: the same body under the same id.
        """
        answer: models.DeliveryView = self._call(OPERATIONS["replay_webhook_delivery"], Asked([workspace_id, endpoint_id, delivery_id], {}), options)
        return answer

    def reread_message(
        self,
        workspace_id: int,
        message_id: str,
        **options: Unpack[CallOptions],
    ) -> models.MessageWithReading:
        """Reads a message again, after the reader learned its format or its account was registered.

        If it tells of a deposit of one account of the workspace now, it becomes that deposit, matched as any, and is
        RESOLVED. Otherwise it stays as it is.
        """
        answer: models.MessageWithReading = self._call(OPERATIONS["reread_message"], Asked([workspace_id, message_id], {}), options)
        return answer

    def reset_password(
        self,
        body: models.ResetPassword,
        **options: Unpack[CallOptions],
    ) -> None:
        """Chooses a new password by a mail's link, and ends all sessions of its person; API tokens live on.

        Chooses a new password by a mail's link, and ends all sessions of its person; API tokens live on.
        """
        self._call(OPERATIONS["reset_password"], Asked([], {}, body), options)

    def restore_deposit(
        self,
        workspace_id: int,
        deposit_id: int,
        **options: Unpack[CallOptions],
    ) -> models.DepositView:
        """Undoes a deposit's dismissal: it is held, for its former reasons or as `restored`, and never paired at once.

        Undoes a deposit's dismissal: it is held, for its former reasons or as `restored`, and never paired at once.
        """
        answer: models.DepositView = self._call(OPERATIONS["restore_deposit"], Asked([workspace_id, deposit_id], {}), options)
        return answer

    def return_deposit(
        self,
        workspace_id: int,
        deposit_id: int,
        body: models.ReturnDeposit,
        **options: Unpack[CallOptions],
    ) -> models.DepositView:
        """Notes that a part of a deposit was sent back. LunePay sends no money: you did, at your bank.

        Of any deposit that does not wait, as often as eight times, until nothing is left. A held deposit that is sent back
        whole is dismissed as `REFUNDED`; what is left of one that is not pays an order by hand only.
        """
        answer: models.DepositView = self._call(OPERATIONS["return_deposit"], Asked([workspace_id, deposit_id], {}, body), options)
        return answer

    def reverse_deposit_of_message(
        self,
        workspace_id: int,
        message_id: str,
        body: models.TakeBack,
        **options: Unpack[CallOptions],
    ) -> models.TakenBack:
        """Says which deposit a message of a reversal (`reversal_unclear`) took back: the deposit is held, `reversed`, the
        order that it had paid waits again, and the message is RESOLVED.

        Says which deposit a message of a reversal (`reversal_unclear`) took back: the deposit is held, `reversed`, the
        order that it had paid waits again, and the message is RESOLVED.
        """
        answer: models.TakenBack = self._call(OPERATIONS["reverse_deposit_of_message"], Asked([workspace_id, message_id], {}, body), options)
        return answer

    def revoke_token(
        self,
        token_id: int,
        **options: Unpack[CallOptions],
    ) -> None:
        """Revokes an API token: the very next request with it is refused.

        Revokes an API token: the very next request with it is refused.
        """
        self._call(OPERATIONS["revoke_token"], Asked([token_id], {}), options)

    def rotate_phone_key(
        self,
        workspace_id: int,
        phone_id: int,
        body: Optional[models.RotateKey] = None,
        **options: Unpack[CallOptions],
    ) -> models.RotatedKey:
        """Makes a new key of a phone's URL, which is shown this once. The key before works on for a while, so that the phone
        can be changed over without losing a message.

        Makes a new key of a phone's URL, which is shown this once. The key before works on for a while, so that the phone
        can be changed over without losing a message.
        """
        answer: models.RotatedKey = self._call(OPERATIONS["rotate_phone_key"], Asked([workspace_id, phone_id], {}, body), options)
        return answer

    def rotate_webhook_secret(
        self,
        workspace_id: int,
        endpoint_id: int,
        **options: Unpack[CallOptions],
    ) -> models.EndpointWithSecret:
        """Gives an endpoint a new secret, shown here and never again. The one before signs for 24 hours more.

        Gives an endpoint a new secret, shown here and never again. The one before signs for 24 hours more.
        """
        answer: models.EndpointWithSecret = self._call(OPERATIONS["rotate_webhook_secret"], Asked([workspace_id, endpoint_id], {}), options)
        return answer

    def send_bank_sms(
        self,
        body: Union[models.BankSms, str],
        **options: Unpack[CallOptions],
    ) -> models.WebhookAnswer:
        """Takes a bank's message and pairs the deposit that it tells of.

        Needs no token. Understands the bodies of the known forwarder apps, as JSON, as a form or as a text by itself, and
        lists of them (50 at most). The same call again changes nothing. With `Prefer: respond-async` it answers 202 at
        once.
        """
        answer: models.WebhookAnswer = self._call(OPERATIONS["send_bank_sms"], Asked([], {}, body), options)
        return answer

    def send_keyed_bank_sms(
        self,
        key: str,
        body: models.BankSms,
        **options: Unpack[CallOptions],
    ) -> models.WebhookAnswer:
        """Takes a bank's message from a phone of a workspace, and pairs the deposit that it tells of.

        Understands what the usual forwarder apps send, as JSON, form or plain text (docs/forwarders.md). Once the phone has
        a signing secret, a call without a valid signature is refused.
        """
        answer: models.WebhookAnswer = self._call(OPERATIONS["send_keyed_bank_sms"], Asked([key], {}, body), options)
        return answer

    def send_keyed_bank_sms_by_get(
        self,
        key: str,
        *,
        raw_sms: Optional[str] = None,
        **options: Unpack[CallOptions],
    ) -> models.WebhookAnswer:
        """The same over GET, for apps that put the message into the query.

        The same over GET, for apps that put the message into the query.
        """
        answer: models.WebhookAnswer = self._call(OPERATIONS["send_keyed_bank_sms_by_get"], Asked([key], {"raw_sms": raw_sms}), options)
        return answer

    def send_test_message(
        self,
        workspace_id: int,
        body: models.TestMessage,
        **options: Unpack[CallOptions],
    ) -> models.TestMessageAnswer:
        """Has a bank write, in a test workspace.

        The message is printed as that bank prints it, comes over the workspace's newest phone, and is read, paired and told
        as a real one. The call answers as the phone's URL does.
        """
        answer: models.TestMessageAnswer = self._call(OPERATIONS["send_test_message"], Asked([workspace_id], {}, body), options)
        return answer

    def sign_up(
        self,
        body: models.SignUp,
        **options: Unpack[CallOptions],
    ) -> models.UserView:
        """Creates a user.

        Creates a user.
        """
        answer: models.UserView = self._call(OPERATIONS["sign_up"], Asked([], {}, body), options)
        return answer

    def start_scenario(
        self,
        workspace_id: int,
        body: models.StartScenario,
        **options: Unpack[CallOptions],
    ) -> models.ScenarioView:
        """Starts a scenario in a test workspace: it places orders and has the bank write, as a customer would.

        Most are over within seconds; `late` and `phone_dark` take about ten minutes, which must really pass. Its phone is
        its own, and goes when it is over; its orders and deposits stay.
        """
        answer: models.ScenarioView = self._call(OPERATIONS["start_scenario"], Asked([workspace_id], {}, body), options)
        return answer

    def test_message_format(
        self,
        workspace_id: int,
        body: models.MarkedMessage,
        **options: Unpack[CallOptions],
    ) -> models.TriedView:
        """Tells which of the messages that wait a format would read, and how. Nothing is written.

        Looked at are the newest 100 messages that wait for a person.
        """
        answer: models.TriedView = self._call(OPERATIONS["test_message_format"], Asked([workspace_id], {}, body), options)
        return answer

    def test_push_subscription(
        self,
        workspace_id: int,
        subscription_id: int,
        **options: Unpack[CallOptions],
    ) -> None:
        """Has a browser of the caller's ring once, also in quiet hours.

        Has a browser of the caller's ring once, also in quiet hours.
        """
        self._call(OPERATIONS["test_push_subscription"], Asked([workspace_id, subscription_id], {}), options)

    def test_reminder(
        self,
        workspace_id: int,
        **options: Unpack[CallOptions],
    ) -> None:
        """Mails the caller once, whether their reminder is on or not: so they see that mail arrives.

        Mails the caller once, whether their reminder is on or not: so they see that mail arrives.
        """
        self._call(OPERATIONS["test_reminder"], Asked([workspace_id], {}), options)

    def undo_return(
        self,
        workspace_id: int,
        deposit_id: int,
        *,
        version: Optional[int] = None,
        **options: Unpack[CallOptions],
    ) -> models.DepositView:
        """Takes back the last note that a part of a deposit was sent back.

        Takes back the last note that a part of a deposit was sent back.
        """
        answer: models.DepositView = self._call(OPERATIONS["undo_return"], Asked([workspace_id, deposit_id], {"version": version}), options)
        return answer

    def unmatch(
        self,
        workspace_id: int,
        deposit_id: int,
        **options: Unpack[CallOptions],
    ) -> models.UnmatchResult:
        """Undoes a deposit's match: the deposit is held for a person, and its orders wait again.

        What other deposits paid of them stays; an order that was not MATCHED only loses the part.
        """
        answer: models.UnmatchResult = self._call(OPERATIONS["unmatch"], Asked([workspace_id, deposit_id], {}), options)
        return answer

    def withdraw_invitation(
        self,
        workspace_id: int,
        invitation_id: int,
        **options: Unpack[CallOptions],
    ) -> None:
        """Takes an invitation back: its code is worth nothing from then on.

        Takes an invitation back: its code is worth nothing from then on.
        """
        self._call(OPERATIONS["withdraw_invitation"], Asked([workspace_id, invitation_id], {}), options)


class AsyncOperations:
    """A method for each operation, awaited."""

    async def _call(self, operation: Operation, asked: Asked, options: CallOptions) -> Any:
        raise NotImplementedError

    def _list(self, operation: Operation, asked: Asked, options: CallOptions) -> AsyncPages[Any]:
        raise NotImplementedError

    async def accept_invitation(
        self,
        body: models.AcceptInvitation,
        **options: Unpack[CallOptions],
    ) -> models.MemberView:
        """Accepts an invitation: the caller becomes a member.

        Accepts an invitation: the caller becomes a member.
        """
        answer: models.MemberView = await self._call(OPERATIONS["accept_invitation"], Asked([], {}, body), options)
        return answer

    async def accept_proposal(
        self,
        workspace_id: int,
        proposal_id: str,
        body: models.AcceptProposal,
        **options: Unpack[CallOptions],
    ) -> models.AcceptedProposal:
        """Does what a proposal proposes: matches, or dismisses.

        Refused with `proposal_moved` if a deposit or an order of it changed since it was computed. The same call again,
        while it stands, is answered as the first.
        """
        answer: models.AcceptedProposal = await self._call(OPERATIONS["accept_proposal"], Asked([workspace_id, proposal_id], {}, body), options)
        return answer

    async def accept_proposals(
        self,
        workspace_id: int,
        body: models.AcceptProposals,
        **options: Unpack[CallOptions],
    ) -> models.AcceptedProposals:
        """Accepts many proposals, one after another, each for itself: one that is refused stops none.

        The same call again accepts what was not tried; what was accepted before is told as accepted.
        """
        answer: models.AcceptedProposals = await self._call(OPERATIONS["accept_proposals"], Asked([workspace_id], {}, body), options)
        return answer

    async def acknowledge_webhook_delivery(
        self,
        workspace_id: int,
        endpoint_id: int,
        delivery_id: str,
        **options: Unpack[CallOptions],
    ) -> models.DeliveryView:
        """Acknowledges a delivery that was fetched: it is not offered again. Once more is answered as the first time.

        Acknowledges a delivery that was fetched: it is not offered again. Once more is answered as the first time.
        """
        answer: models.DeliveryView = await self._call(OPERATIONS["acknowledge_webhook_delivery"], Asked([workspace_id, endpoint_id, delivery_id], {}), options)
        return answer

    async def add_message_format(
        self,
        workspace_id: int,
        body: models.MarkedMessage,
        **options: Unpack[CallOptions],
    ) -> models.FormatView:
        """Adds a format: from now on messages of its form over a phone's URL are read, if nothing else reads them.

        The deposits of its first five readings are held (`format_unproved`) until a person releases or matches each. After
        that its deposits pair with orders of the same name by themselves. Messages that wait are read again one by one, by
        `reread`.
        """
        answer: models.FormatView = await self._call(OPERATIONS["add_message_format"], Asked([workspace_id], {}, body), options)
        return answer

    async def add_phone_number(
        self,
        workspace_id: int,
        body: models.AddPhone,
        **options: Unpack[CallOptions],
    ) -> models.AddedPhone:
        """Adds a phone and makes the key of its URL, which is shown this once. The first key switches the workspace's intake
        to `KEYED`.

        Adds a phone and makes the key of its URL, which is shown this once. The first key switches the workspace's intake
        to `KEYED`.
        """
        answer: models.AddedPhone = await self._call(OPERATIONS["add_phone_number"], Asked([workspace_id], {}, body), options)
        return answer

    async def amend_bank_account(
        self,
        workspace_id: int,
        account_id: int,
        body: models.AmendAccount,
        **options: Unpack[CallOptions],
    ) -> models.AccountView:
        """Changes an account, or switches it off and on.

        Changes an account, or switches it off and on.
        """
        answer: models.AccountView = await self._call(OPERATIONS["amend_bank_account"], Asked([workspace_id, account_id], {}, body), options)
        return answer

    async def amend_member(
        self,
        workspace_id: int,
        user_id: int,
        body: models.AmendMember,
        **options: Unpack[CallOptions],
    ) -> models.MemberView:
        """Gives a member another role, or hands the workspace over.

        Gives a member another role, or hands the workspace over.
        """
        answer: models.MemberView = await self._call(OPERATIONS["amend_member"], Asked([workspace_id, user_id], {}, body), options)
        return answer

    async def amend_order(
        self,
        workspace_id: int,
        order_id: int,
        body: models.AmendOrder,
        **options: Unpack[CallOptions],
    ) -> models.OrderView:
        """Changes an order, cancels it, or reopens it.

        Changes an order, cancels it, or reopens it.
        """
        answer: models.OrderView = await self._call(OPERATIONS["amend_order"], Asked([workspace_id, order_id], {}, body), options)
        return answer

    async def amend_phone_number(
        self,
        workspace_id: int,
        phone_id: int,
        body: models.AmendPhone,
        **options: Unpack[CallOptions],
    ) -> models.PhoneView:
        """Changes a phone.

        Changes a phone.
        """
        answer: models.PhoneView = await self._call(OPERATIONS["amend_phone_number"], Asked([workspace_id, phone_id], {}, body), options)
        return answer

    async def amend_push_subscription(
        self,
        workspace_id: int,
        subscription_id: int,
        body: models.AmendPushSubscription,
        **options: Unpack[CallOptions],
    ) -> models.PushSubscriptionView:
        """Changes what a browser of the caller's is told of, and when.

        Changes what a browser of the caller's is told of, and when.
        """
        answer: models.PushSubscriptionView = await self._call(OPERATIONS["amend_push_subscription"], Asked([workspace_id, subscription_id], {}, body), options)
        return answer

    async def amend_reminder(
        self,
        workspace_id: int,
        body: models.AmendReminder,
        **options: Unpack[CallOptions],
    ) -> models.ReminderView:
        """Switches the caller's reminder on or off. While it is on, they are mailed how much there is of what they chose, such
        as deposits that wait for a person: at most once in a quarter of an hour, and only when there is more than before.

        Switches the caller's reminder on or off. While it is on, they are mailed how much there is of what they chose, such
        as deposits that wait for a person: at most once in a quarter of an hour, and only when there is more than before.
        """
        answer: models.ReminderView = await self._call(OPERATIONS["amend_reminder"], Asked([workspace_id], {}, body), options)
        return answer

    async def amend_webhook_endpoint(
        self,
        workspace_id: int,
        endpoint_id: int,
        body: models.AmendEndpoint,
        **options: Unpack[CallOptions],
    ) -> models.EndpointView:
        """Changes an endpoint, or switches it off and on.

        Changes an endpoint, or switches it off and on.
        """
        answer: models.EndpointView = await self._call(OPERATIONS["amend_webhook_endpoint"], Asked([workspace_id, endpoint_id], {}, body), options)
        return answer

    async def amend_workspace(
        self,
        workspace_id: int,
        body: models.AmendWorkspace,
        **options: Unpack[CallOptions],
    ) -> models.WorkspaceView:
        """Changes a workspace's name, settings, or whether it is active. A change of settings looks at every waiting deposit
        again.

        Changes a workspace's name, settings, or whether it is active. A change of settings looks at every waiting deposit
        again.
        """
        answer: models.WorkspaceView = await self._call(OPERATIONS["amend_workspace"], Asked([workspace_id], {}, body), options)
        return answer

    async def approve_sender(
        self,
        workspace_id: int,
        body: models.ApproveSender,
        **options: Unpack[CallOptions],
    ) -> models.ApprovedView:
        """Approves a sender for a bank, and releases the deposits that were held for it.

        A mobile, 070 or foreign number, an app or an e-mail address cannot be approved. The same again answers what stands.
        """
        answer: models.ApprovedView = await self._call(OPERATIONS["approve_sender"], Asked([workspace_id], {}, body), options)
        return answer

    async def backtest_policies(
        self,
        workspace_id: int,
        *,
        short_up_to: Optional[int] = None,
        short_percent: Optional[int] = None,
        over_up_to: Optional[int] = None,
        over_treat: Optional[models.RestTreatment] = None,
        late_within_hours: Optional[int] = None,
        combined: Optional[models.SumPolicy] = None,
        split: Optional[models.SumPolicy] = None,
        **options: Unpack[CallOptions],
    ) -> models.BacktestView:
        """What policies would have made of the decisions of the last thirty days, had they been on.

        Each deposit that a person decided is looked at when a policy would have looked at it, with what waited then. Only
        what would have been matched before the person came is told. Nothing is matched by it.
        """
        answer: models.BacktestView = await self._call(OPERATIONS["backtest_policies"], Asked([workspace_id], {"short_up_to": short_up_to, "short_percent": short_percent, "over_up_to": over_up_to, "over_treat": over_treat, "late_within_hours": late_within_hours, "combined": combined, "split": split}), options)
        return answer

    async def begin_second_factor(
        self,
        body: models.BeginSecondFactor,
        **options: Unpack[CallOptions],
    ) -> models.BegunSecondFactor:
        """Begins a second factor: an authenticator app takes the secret, and a code of it confirms. Until then no login asks
        for one, and it can be begun anew.

        Begins a second factor: an authenticator app takes the secret, and a code of it confirms. Until then no login asks
        for one, and it can be begun anew.
        """
        answer: models.BegunSecondFactor = await self._call(OPERATIONS["begin_second_factor"], Asked([], {}, body), options)
        return answer

    async def change_password(
        self,
        body: models.ChangePassword,
        **options: Unpack[CallOptions],
    ) -> None:
        """Changes the password and ends the caller's other sessions; API tokens too, where `end_tokens` says so.

        Changes the password and ends the caller's other sessions; API tokens too, where `end_tokens` says so.
        """
        await self._call(OPERATIONS["change_password"], Asked([], {}, body), options)

    async def confirm_phone_sender(
        self,
        workspace_id: int,
        phone_id: int,
        **options: Unpack[CallOptions],
    ) -> models.PhoneView:
        """Confirms that a phone tells the sender of its messages from now on, because its set-up was changed. Until then the
        messages of a phone that never told one, and suddenly does, are held. Nothing changes where nothing waits for it.

        Confirms that a phone tells the sender of its messages from now on, because its set-up was changed. Until then the
        messages of a phone that never told one, and suddenly does, are held. Nothing changes where nothing waits for it.
        """
        answer: models.PhoneView = await self._call(OPERATIONS["confirm_phone_sender"], Asked([workspace_id, phone_id], {}), options)
        return answer

    async def confirm_second_factor(
        self,
        body: models.ConfirmSecondFactor,
        **options: Unpack[CallOptions],
    ) -> models.RecoveryCodesView:
        """Switches the second factor on: from now on each login asks for a code. Answers the recovery codes.

        Switches the second factor on: from now on each login asks for a code. Answers the recovery codes.
        """
        answer: models.RecoveryCodesView = await self._call(OPERATIONS["confirm_second_factor"], Asked([], {}, body), options)
        return answer

    async def create_push_subscription(
        self,
        workspace_id: int,
        body: models.CreatePushSubscription,
        **options: Unpack[CallOptions],
    ) -> models.PushSubscriptionView:
        """Has a browser of the caller's told by Web Push. Nothing of its keys and of the URL's path is shown again. No push
        service was tried with this: it is written after the standards, and tested with receivers that decrypt.

        Has a browser of the caller's told by Web Push. Nothing of its keys and of the URL's path is shown again. No push
        service was tried with this: it is written after the standards, and tested with receivers that decrypt.
        """
        answer: models.PushSubscriptionView = await self._call(OPERATIONS["create_push_subscription"], Asked([workspace_id], {}, body), options)
        return answer

    async def create_webhook_endpoint(
        self,
        workspace_id: int,
        body: models.CreateEndpoint,
        **options: Unpack[CallOptions],
    ) -> models.EndpointWithSecret:
        """Registers an endpoint. Its secret is shown here and never again; a chat has none, and is not signed to.

        Registers an endpoint. Its secret is shown here and never again; a chat has none, and is not signed to.
        """
        answer: models.EndpointWithSecret = await self._call(OPERATIONS["create_webhook_endpoint"], Asked([workspace_id], {}, body), options)
        return answer

    async def create_workspace(
        self,
        body: models.CreateWorkspace,
        **options: Unpack[CallOptions],
    ) -> models.WorkspaceView:
        """Creates a workspace; the caller owns it.

        Without `settings` it forgets raw messages and customers' fields after 400 days.
        """
        answer: models.WorkspaceView = await self._call(OPERATIONS["create_workspace"], Asked([], {}, body), options)
        return answer

    async def delete_push_subscription(
        self,
        workspace_id: int,
        subscription_id: int,
        **options: Unpack[CallOptions],
    ) -> None:
        """Has a browser of the caller's told of nothing any more.

        Has a browser of the caller's told of nothing any more.
        """
        await self._call(OPERATIONS["delete_push_subscription"], Asked([workspace_id, subscription_id], {}), options)

    async def delete_webhook_endpoint(
        self,
        workspace_id: int,
        endpoint_id: int,
        **options: Unpack[CallOptions],
    ) -> None:
        """Takes an endpoint away, with the record of its deliveries.

        Takes an endpoint away, with the record of its deliveries.
        """
        await self._call(OPERATIONS["delete_webhook_endpoint"], Asked([workspace_id, endpoint_id], {}), options)

    async def delete_workspace(
        self,
        workspace_id: int,
        body: models.DeleteWorkspace,
        **options: Unpack[CallOptions],
    ) -> None:
        """Deletes a workspace: for good, and for everybody. Its owner only, in person.

        From this answer on it is a 404 and takes no message. Its accounts, orders, deposits, messages and members are
        deleted step by step in the minutes after.
        """
        await self._call(OPERATIONS["delete_workspace"], Asked([workspace_id], {}, body), options)

    async def dismiss_deposit(
        self,
        workspace_id: int,
        deposit_id: int,
        body: models.DismissDeposit,
        **options: Unpack[CallOptions],
    ) -> models.DepositView:
        """Says that a waiting or held deposit pays nothing. It stays in lists and books.

        Dismissed as `DUPLICATE`, it frees the deposits that were held against it. `REFUNDED` or `PRIVATE` dismisses them
        too.
        """
        answer: models.DepositView = await self._call(OPERATIONS["dismiss_deposit"], Asked([workspace_id, deposit_id], {}, body), options)
        return answer

    async def dismiss_message(
        self,
        workspace_id: int,
        message_id: str,
        **options: Unpack[CallOptions],
    ) -> models.MessageView:
        """Puts a message aside: it is no deposit, and leaves the inbox. For good.

        Puts a message aside: it is no deposit, and leaves the inbox. For good.
        """
        answer: models.MessageView = await self._call(OPERATIONS["dismiss_message"], Asked([workspace_id, message_id], {}), options)
        return answer

    async def end_second_factor(
        self,
        body: models.EndSecondFactor,
        **options: Unpack[CallOptions],
    ) -> models.SecondFactorView:
        """Ends the second factor: a login asks for the password alone.

        Ends the second factor: a login asks for the password alone.
        """
        answer: models.SecondFactorView = await self._call(OPERATIONS["end_second_factor"], Asked([], {}, body), options)
        return answer

    async def export_deposits_csv(
        self,
        workspace_id: int,
        *,
        is_matched: Optional[bool] = None,
        state: Optional[models.DepositStatus] = None,
        is_undecided: Optional[bool] = None,
        rest_treatment: Optional[models.RestTreatment] = None,
        depositor_name: Optional[str] = None,
        q: Optional[str] = None,
        amount_min: Optional[int] = None,
        amount_max: Optional[int] = None,
        bank_account_id: Optional[int] = None,
        deposited_from: Optional[str] = None,
        deposited_to: Optional[str] = None,
        language: Optional[models.Language] = None,
        **options: Unpack[CallOptions],
    ) -> bytes:
        """The deposits of the list under the same filters, all of them, as CSV. With each: its account, and the numbers of the
        orders that it pays. Times are Korean.

        `X-Row-Count` tells how many there are. More than 20,000 deposits, or 4.5 MB, are refused with `export_too_large`,
        which says from when on they fit into one file; nothing is ever cut.
        """
        answer: bytes = await self._call(OPERATIONS["export_deposits_csv"], Asked([workspace_id], {"is_matched": is_matched, "state": state, "is_undecided": is_undecided, "rest_treatment": rest_treatment, "depositor_name": depositor_name, "q": q, "amount_min": amount_min, "amount_max": amount_max, "bank_account_id": bank_account_id, "deposited_from": deposited_from, "deposited_to": deposited_to, "language": language}), options)
        return answer

    async def export_deposits_xlsx(
        self,
        workspace_id: int,
        *,
        is_matched: Optional[bool] = None,
        state: Optional[models.DepositStatus] = None,
        is_undecided: Optional[bool] = None,
        rest_treatment: Optional[models.RestTreatment] = None,
        depositor_name: Optional[str] = None,
        q: Optional[str] = None,
        amount_min: Optional[int] = None,
        amount_max: Optional[int] = None,
        bank_account_id: Optional[int] = None,
        deposited_from: Optional[str] = None,
        deposited_to: Optional[str] = None,
        language: Optional[models.Language] = None,
        **options: Unpack[CallOptions],
    ) -> bytes:
        """As `deposits.csv`, as an Excel workbook.

        As `deposits.csv`, as an Excel workbook.
        """
        answer: bytes = await self._call(OPERATIONS["export_deposits_xlsx"], Asked([workspace_id], {"is_matched": is_matched, "state": state, "is_undecided": is_undecided, "rest_treatment": rest_treatment, "depositor_name": depositor_name, "q": q, "amount_min": amount_min, "amount_max": amount_max, "bank_account_id": bank_account_id, "deposited_from": deposited_from, "deposited_to": deposited_to, "language": language}), options)
        return answer

    async def export_orders_csv(
        self,
        workspace_id: int,
        *,
        status: Optional[models.OrderStatus] = None,
        payment_state: Optional[models.PaymentState] = None,
        order_number: Optional[str] = None,
        order_number_prefix: Optional[str] = None,
        depositor_name: Optional[str] = None,
        q: Optional[str] = None,
        amount_min: Optional[int] = None,
        amount_max: Optional[int] = None,
        created_from: Optional[str] = None,
        created_to: Optional[str] = None,
        language: Optional[models.Language] = None,
        **options: Unpack[CallOptions],
    ) -> bytes:
        """The orders of the list under the same filters, all of them, as CSV. With each: what was received for it, from whom
        and into which account. Times are Korean.

        `X-Row-Count` tells how many there are. More than 20,000 orders, or 4.5 MB, are refused with `export_too_large`,
        which says from when on they fit into one file; nothing is ever cut.
        """
        answer: bytes = await self._call(OPERATIONS["export_orders_csv"], Asked([workspace_id], {"status": status, "payment_state": payment_state, "order_number": order_number, "order_number_prefix": order_number_prefix, "depositor_name": depositor_name, "q": q, "amount_min": amount_min, "amount_max": amount_max, "created_from": created_from, "created_to": created_to, "language": language}), options)
        return answer

    async def export_orders_xlsx(
        self,
        workspace_id: int,
        *,
        status: Optional[models.OrderStatus] = None,
        payment_state: Optional[models.PaymentState] = None,
        order_number: Optional[str] = None,
        order_number_prefix: Optional[str] = None,
        depositor_name: Optional[str] = None,
        q: Optional[str] = None,
        amount_min: Optional[int] = None,
        amount_max: Optional[int] = None,
        created_from: Optional[str] = None,
        created_to: Optional[str] = None,
        language: Optional[models.Language] = None,
        **options: Unpack[CallOptions],
    ) -> bytes:
        """As `orders.csv`, as an Excel workbook.

        As `orders.csv`, as an Excel workbook.
        """
        answer: bytes = await self._call(OPERATIONS["export_orders_xlsx"], Asked([workspace_id], {"status": status, "payment_state": payment_state, "order_number": order_number, "order_number_prefix": order_number_prefix, "depositor_name": depositor_name, "q": q, "amount_min": amount_min, "amount_max": amount_max, "created_from": created_from, "created_to": created_to, "language": language}), options)
        return answer

    def export_workspace(
        self,
        workspace_id: int,
        *,
        cursor: Optional[str] = None,
        **options: Unpack[CallOptions],
    ) -> AsyncPages[bytes]:
        """All that the workspace has, as a zip: of each kind of thing a file of JSON Lines, in the shapes of this document,
        and one of CSV. Its owner only, in person; each export is entered in the audit log.

        `records-<part>.jsonl` is for `lunepay import`, which lets the workspace stand in another installation: all that the
        table keeps of it but what opens or proves nothing there.

        A large workspace comes in several parts, each a zip of its own: while `X-Next-Cursor` is there, the same call with
        `cursor` gives the next, for an hour. What changes meanwhile may or may not be in it.
        """
        return self._list(OPERATIONS["export_workspace"], Asked([workspace_id], {"cursor": cursor}), options)

    async def forgot_password(
        self,
        body: models.ForgotPassword,
        **options: Unpack[CallOptions],
    ) -> None:
        """Mails the link by which whoever has this address chooses a new password. It works once, within an hour. The answer
        is the same whether or not the address has an account.

        Mails the link by which whoever has this address chooses a new password. It works once, within an hour. The answer
        is the same whether or not the address has an account.
        """
        await self._call(OPERATIONS["forgot_password"], Asked([], {}, body), options)

    async def get_bank_account(
        self,
        workspace_id: int,
        account_id: int,
        **options: Unpack[CallOptions],
    ) -> models.AccountView:
        """One account.

        One account.
        """
        answer: models.AccountView = await self._call(OPERATIONS["get_bank_account"], Asked([workspace_id, account_id], {}), options)
        return answer

    async def get_counts(
        self,
        workspace_id: int,
        **options: Unpack[CallOptions],
    ) -> models.CountsView:
        """What waits right now: orders for their deposits, deposits for their orders or for a person.

        Counted from lists that may lag a second.
        """
        answer: models.CountsView = await self._call(OPERATIONS["get_counts"], Asked([workspace_id], {}), options)
        return answer

    async def get_deposit(
        self,
        workspace_id: int,
        deposit_id: int,
        **options: Unpack[CallOptions],
    ) -> models.DepositWithHistory:
        """One deposit, with its whole story.

        One deposit, with its whole story.
        """
        answer: models.DepositWithHistory = await self._call(OPERATIONS["get_deposit"], Asked([workspace_id, deposit_id], {}), options)
        return answer

    async def get_korean_openapi(
        self,
        **options: Unpack[CallOptions],
    ) -> Any:
        """This document with Korean descriptions.

        This document with Korean descriptions.
        """
        return await self._call(OPERATIONS["get_korean_openapi"], Asked([], {}), options)

    async def get_me(
        self,
        **options: Unpack[CallOptions],
    ) -> models.UserView:
        """The caller.

        The caller.
        """
        answer: models.UserView = await self._call(OPERATIONS["get_me"], Asked([], {}), options)
        return answer

    async def get_message(
        self,
        workspace_id: int,
        message_id: str,
        **options: Unpack[CallOptions],
    ) -> models.MessageWithReading:
        """One message, beside what the reader makes of it now.

        One message, beside what the reader makes of it now.
        """
        answer: models.MessageWithReading = await self._call(OPERATIONS["get_message"], Asked([workspace_id, message_id], {}), options)
        return answer

    async def get_openapi(
        self,
        **options: Unpack[CallOptions],
    ) -> Any:
        """This document.

        This document.
        """
        return await self._call(OPERATIONS["get_openapi"], Asked([], {}), options)

    async def get_order(
        self,
        workspace_id: int,
        order_id: int,
        **options: Unpack[CallOptions],
    ) -> models.OrderWithHistory:
        """One order, with its whole story.

        One order, with its whole story.
        """
        answer: models.OrderWithHistory = await self._call(OPERATIONS["get_order"], Asked([workspace_id, order_id], {}), options)
        return answer

    async def get_phone_number(
        self,
        workspace_id: int,
        phone_id: int,
        **options: Unpack[CallOptions],
    ) -> models.PhoneView:
        """One phone.

        One phone.
        """
        answer: models.PhoneView = await self._call(OPERATIONS["get_phone_number"], Asked([workspace_id, phone_id], {}), options)
        return answer

    async def get_receipt(
        self,
        receipt_id: str,
        **options: Unpack[CallOptions],
    ) -> models.WebhookAnswer:
        """What became of a message that was answered with 202.

        What became of a message that was answered with 202.
        """
        answer: models.WebhookAnswer = await self._call(OPERATIONS["get_receipt"], Asked([receipt_id], {}), options)
        return answer

    async def get_reminder(
        self,
        workspace_id: int,
        **options: Unpack[CallOptions],
    ) -> models.ReminderView:
        """Whether the caller is mailed when deposits of this workspace wait for a person.

        Whether the caller is mailed when deposits of this workspace wait for a person.
        """
        answer: models.ReminderView = await self._call(OPERATIONS["get_reminder"], Asked([workspace_id], {}), options)
        return answer

    async def get_scenario(
        self,
        workspace_id: int,
        scenario_id: str,
        **options: Unpack[CallOptions],
    ) -> models.ScenarioView:
        """A scenario: whether it is over, and whether all came out as expected.

        Kept for seven days.
        """
        answer: models.ScenarioView = await self._call(OPERATIONS["get_scenario"], Asked([workspace_id, scenario_id], {}), options)
        return answer

    async def get_second_factor(
        self,
        **options: Unpack[CallOptions],
    ) -> models.SecondFactorView:
        """Whether the caller's logins ask for a second factor.

        Whether the caller's logins ask for a second factor.
        """
        answer: models.SecondFactorView = await self._call(OPERATIONS["get_second_factor"], Asked([], {}), options)
        return answer

    async def get_stamp(
        self,
        workspace_id: int,
        **options: Unpack[CallOptions],
    ) -> models.StampView:
        """Whether anything is new in the workspace: the cheapest of all questions, for what keeps asking.

        Changes are counted while somebody asks, at least every two minutes; a first question begins that. What was under
        way at that moment, or died right after its commit, may go uncounted: read the lists every few minutes too. Other
        programs are told by webhooks.
        """
        answer: models.StampView = await self._call(OPERATIONS["get_stamp"], Asked([workspace_id], {}), options)
        return answer

    async def get_webhook_delivery(
        self,
        workspace_id: int,
        endpoint_id: int,
        delivery_id: str,
        **options: Unpack[CallOptions],
    ) -> models.DeliveryWithAttempts:
        """One delivery, with what is sent and what came of each try.

        One delivery, with what is sent and what came of each try.
        """
        answer: models.DeliveryWithAttempts = await self._call(OPERATIONS["get_webhook_delivery"], Asked([workspace_id, endpoint_id, delivery_id], {}), options)
        return answer

    async def get_webhook_endpoint(
        self,
        workspace_id: int,
        endpoint_id: int,
        **options: Unpack[CallOptions],
    ) -> models.EndpointView:
        """One endpoint.

        One endpoint.
        """
        answer: models.EndpointView = await self._call(OPERATIONS["get_webhook_endpoint"], Asked([workspace_id, endpoint_id], {}), options)
        return answer

    async def get_workspace(
        self,
        workspace_id: int,
        **options: Unpack[CallOptions],
    ) -> models.WorkspaceView:
        """One workspace.

        One workspace.
        """
        answer: models.WorkspaceView = await self._call(OPERATIONS["get_workspace"], Asked([workspace_id], {}), options)
        return answer

    async def invite_member(
        self,
        workspace_id: int,
        body: models.Invite,
        **options: Unpack[CallOptions],
    ) -> models.NewInvitation:
        """Makes an invitation, whose code the inviter hands on. Where the server sends mail, it is also mailed, a minute later
        at most.

        Makes an invitation, whose code the inviter hands on. Where the server sends mail, it is also mailed, a minute later
        at most.
        """
        answer: models.NewInvitation = await self._call(OPERATIONS["invite_member"], Asked([workspace_id], {}, body), options)
        return answer

    async def issue_token(
        self,
        body: models.IssueToken,
        **options: Unpack[CallOptions],
    ) -> models.IssuedToken:
        """Issues an API token, which acts as its user within its scopes, but never manages members, tokens or passwords.

        A field that is not known is a 400.
        """
        answer: models.IssuedToken = await self._call(OPERATIONS["issue_token"], Asked([], {}, body), options)
        return answer

    def list_audit_log(
        self,
        workspace_id: int,
        *,
        kind: Optional[models.AuditedChange] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        **options: Unpack[CallOptions],
    ) -> AsyncPages[models.AuditEntryView]:
        """Who changed phones, keys, accounts, senders, settings, endpoints, members and tokens, newest first.

        Who changed phones, keys, accounts, senders, settings, endpoints, members and tokens, newest first.
        """
        return self._list(OPERATIONS["list_audit_log"], Asked([workspace_id], {"kind": kind, "limit": limit, "cursor": cursor}), options)

    def list_bank_accounts(
        self,
        workspace_id: int,
        *,
        is_active: Optional[bool] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        offset: Optional[int] = None,
        **options: Unpack[CallOptions],
    ) -> AsyncPages[models.AccountView]:
        """Accounts, newest first.

        Accounts, newest first.
        """
        return self._list(OPERATIONS["list_bank_accounts"], Asked([workspace_id], {"is_active": is_active, "limit": limit, "cursor": cursor, "offset": offset}), options)

    async def list_banks(
        self,
        **options: Unpack[CallOptions],
    ) -> list[models.BankView]:
        """The institutions whose accounts can be registered, by code.

        The institutions whose accounts can be registered, by code.
        """
        answer: list[models.BankView] = await self._call(OPERATIONS["list_banks"], Asked([], {}), options)
        return answer

    async def list_candidates(
        self,
        workspace_id: int,
        deposit_id: int,
        **options: Unpack[CallOptions],
    ) -> list[models.CandidateView]:
        """The orders that a deposit could pay, best first, each with its reasons: the waiting orders of its amount, a hundred
        at most, those of its own name among them.

        The orders that a deposit could pay, best first, each with its reasons: the waiting orders of its amount, a hundred
        at most, those of its own name among them.
        """
        answer: list[models.CandidateView] = await self._call(OPERATIONS["list_candidates"], Asked([workspace_id, deposit_id], {}), options)
        return answer

    async def list_days(
        self,
        workspace_id: int,
        *,
        from_: Optional[str] = None,
        to: Optional[str] = None,
        **options: Unpack[CallOptions],
    ) -> list[models.DayView]:
        """The sums of some days, oldest first, one row a day also when nothing happened.

        Counted from the newest 10,000 orders and deposits.
        """
        answer: list[models.DayView] = await self._call(OPERATIONS["list_days"], Asked([workspace_id], {"from": from_, "to": to}), options)
        return answer

    def list_deposits(
        self,
        workspace_id: int,
        *,
        is_matched: Optional[bool] = None,
        state: Optional[models.DepositStatus] = None,
        is_undecided: Optional[bool] = None,
        rest_treatment: Optional[models.RestTreatment] = None,
        depositor_name: Optional[str] = None,
        q: Optional[str] = None,
        amount_min: Optional[int] = None,
        amount_max: Optional[int] = None,
        bank_account_id: Optional[int] = None,
        deposited_from: Optional[str] = None,
        deposited_to: Optional[str] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        **options: Unpack[CallOptions],
    ) -> AsyncPages[models.DepositView]:
        """Deposits, newest first.

        Lists of unmatched deposits and of one account may lag a second; a list of all never does.
        """
        return self._list(OPERATIONS["list_deposits"], Asked([workspace_id], {"is_matched": is_matched, "state": state, "is_undecided": is_undecided, "rest_treatment": rest_treatment, "depositor_name": depositor_name, "q": q, "amount_min": amount_min, "amount_max": amount_max, "bank_account_id": bank_account_id, "deposited_from": deposited_from, "deposited_to": deposited_to, "limit": limit, "cursor": cursor}), options)

    def list_invitations(
        self,
        workspace_id: int,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        **options: Unpack[CallOptions],
    ) -> AsyncPages[models.InvitationView]:
        """The invitations that nobody used yet, newest first.

        The invitations that nobody used yet, newest first.
        """
        return self._list(OPERATIONS["list_invitations"], Asked([workspace_id], {"limit": limit, "cursor": cursor}), options)

    def list_members(
        self,
        workspace_id: int,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        **options: Unpack[CallOptions],
    ) -> AsyncPages[models.MemberView]:
        """The members, newest user first.

        The members, newest user first.
        """
        return self._list(OPERATIONS["list_members"], Asked([workspace_id], {"limit": limit, "cursor": cursor}), options)

    async def list_message_formats(
        self,
        workspace_id: int,
        **options: Unpack[CallOptions],
    ) -> list[models.FormatView]:
        """The formats that the workspace added for messages that nobody could read, oldest first; at most 50.

        The formats that the workspace added for messages that nobody could read, oldest first; at most 50.
        """
        answer: list[models.FormatView] = await self._call(OPERATIONS["list_message_formats"], Asked([workspace_id], {}), options)
        return answer

    def list_messages(
        self,
        workspace_id: int,
        *,
        status: Optional[models.MessageStatus] = None,
        q: Optional[str] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        **options: Unpack[CallOptions],
    ) -> AsyncPages[models.MessageView]:
        """Messages that made no deposit, newest first.

        A page of one status, or of a search, may hold fewer rows than `limit`, or none, while there is more: go on by its
        cursor.
        """
        return self._list(OPERATIONS["list_messages"], Asked([workspace_id], {"status": status, "q": q, "limit": limit, "cursor": cursor}), options)

    def list_orders(
        self,
        workspace_id: int,
        *,
        status: Optional[models.OrderStatus] = None,
        payment_state: Optional[models.PaymentState] = None,
        order_number: Optional[str] = None,
        order_number_prefix: Optional[str] = None,
        depositor_name: Optional[str] = None,
        q: Optional[str] = None,
        amount_min: Optional[int] = None,
        amount_max: Optional[int] = None,
        created_from: Optional[str] = None,
        created_to: Optional[str] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        **options: Unpack[CallOptions],
    ) -> AsyncPages[models.OrderView]:
        """Orders, newest first.

        A list by status may lag a second; a list of all, and a look-up by number or its beginning, never do.
        """
        return self._list(OPERATIONS["list_orders"], Asked([workspace_id], {"status": status, "payment_state": payment_state, "order_number": order_number, "order_number_prefix": order_number_prefix, "depositor_name": depositor_name, "q": q, "amount_min": amount_min, "amount_max": amount_max, "created_from": created_from, "created_to": created_to, "limit": limit, "cursor": cursor}), options)

    def list_phone_numbers(
        self,
        workspace_id: int,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        **options: Unpack[CallOptions],
    ) -> AsyncPages[models.PhoneView]:
        """Phones, newest first, with when each was last heard of.

        Phones, newest first, with when each was last heard of.
        """
        return self._list(OPERATIONS["list_phone_numbers"], Asked([workspace_id], {"limit": limit, "cursor": cursor}), options)

    async def list_proposals(
        self,
        workspace_id: int,
        **options: Unpack[CallOptions],
    ) -> models.Proposals:
        """What the deposits that wait for a person may be: one that waits for ten minutes, or that is held.

        Computed at the call, and never kept. Nothing is paired by it: a person accepts a proposal, or rejects it.
        """
        answer: models.Proposals = await self._call(OPERATIONS["list_proposals"], Asked([workspace_id], {}), options)
        return answer

    async def list_proposals_of_deposit(
        self,
        workspace_id: int,
        deposit_id: int,
        **options: Unpack[CallOptions],
    ) -> list[models.ProposalView]:
        """What one deposit may be, the most likely first: nothing of one that is matched or dismissed.

        What one deposit may be, the most likely first: nothing of one that is matched or dismissed.
        """
        answer: list[models.ProposalView] = await self._call(OPERATIONS["list_proposals_of_deposit"], Asked([workspace_id, deposit_id], {}), options)
        return answer

    async def list_push_subscriptions(
        self,
        workspace_id: int,
        **options: Unpack[CallOptions],
    ) -> list[models.PushSubscriptionView]:
        """The caller's browsers that are told, newest first.

        The caller's browsers that are told, newest first.
        """
        answer: list[models.PushSubscriptionView] = await self._call(OPERATIONS["list_push_subscriptions"], Asked([workspace_id], {}), options)
        return answer

    async def list_senders(
        self,
        workspace_id: int,
        **options: Unpack[CallOptions],
    ) -> list[models.SenderView]:
        """The approved senders, oldest first; at most 50.

        The approved senders, oldest first; at most 50.
        """
        answer: list[models.SenderView] = await self._call(OPERATIONS["list_senders"], Asked([workspace_id], {}), options)
        return answer

    def list_tokens(
        self,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        **options: Unpack[CallOptions],
    ) -> AsyncPages[models.TokenView]:
        """The caller's live API tokens, newest first.

        The caller's live API tokens, newest first.
        """
        return self._list(OPERATIONS["list_tokens"], Asked([], {"limit": limit, "cursor": cursor}), options)

    def list_webhook_deliveries(
        self,
        workspace_id: int,
        endpoint_id: int,
        *,
        status: Optional[models.DeliveryStatus] = None,
        wait: Optional[int] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        **options: Unpack[CallOptions],
    ) -> AsyncPages[models.ListedDelivery]:
        """Deliveries of an endpoint, newest event first; those of the last 30 days. With `wait`: what it has to fetch.

        Deliveries of an endpoint, newest event first; those of the last 30 days. With `wait`: what it has to fetch.
        """
        return self._list(OPERATIONS["list_webhook_deliveries"], Asked([workspace_id, endpoint_id], {"status": status, "wait": wait, "limit": limit, "cursor": cursor}), options)

    def list_webhook_endpoints(
        self,
        workspace_id: int,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        **options: Unpack[CallOptions],
    ) -> AsyncPages[models.EndpointView]:
        """Endpoints, newest first.

        Endpoints, newest first.
        """
        return self._list(OPERATIONS["list_webhook_endpoints"], Asked([workspace_id], {"limit": limit, "cursor": cursor}), options)

    def list_workspaces(
        self,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        **options: Unpack[CallOptions],
    ) -> AsyncPages[models.WorkspaceView]:
        """The workspaces that the caller is a member of, and the token reaches, newest first.

        The workspaces that the caller is a member of, and the token reaches, newest first.
        """
        return self._list(OPERATIONS["list_workspaces"], Asked([], {"limit": limit, "cursor": cursor}), options)

    async def log_in(
        self,
        body: models.Login,
        **options: Unpack[CallOptions],
    ) -> models.LoggedIn:
        """Logs in. A wrong e-mail address and a wrong password get the same answer in the same time. Where the person has a
        second factor, the right password without a `code` is answered with 401 `second_factor_required`.

        Logs in. A wrong e-mail address and a wrong password get the same answer in the same time. Where the person has a
        second factor, the right password without a `code` is answered with 401 `second_factor_required`.
        """
        answer: models.LoggedIn = await self._call(OPERATIONS["log_in"], Asked([], {}, body), options)
        return answer

    async def log_out(
        self,
        **options: Unpack[CallOptions],
    ) -> None:
        """Ends the session.

        Ends the session.
        """
        await self._call(OPERATIONS["log_out"], Asked([], {}), options)

    async def make_test_code(
        self,
        workspace_id: int,
        phone_id: int,
        **options: Unpack[CallOptions],
    ) -> models.TestCode:
        """Makes a test code: text it from the phone to the phone's own number. The first message with it that the phone
        forwards turns the phone to verified, and is kept nowhere; `last_arrivals` of the phone tells what is to be mended.

        Makes a test code: text it from the phone to the phone's own number. The first message with it that the phone
        forwards turns the phone to verified, and is kept nowhere; `last_arrivals` of the phone tells what is to be mended.
        """
        answer: models.TestCode = await self._call(OPERATIONS["make_test_code"], Asked([workspace_id, phone_id], {}), options)
        return answer

    async def match_by_hand(
        self,
        workspace_id: int,
        body: models.ManualMatch,
        **options: Unpack[CallOptions],
    ) -> models.ManualMatchResult:
        """Matches a deposit with an order by force, whatever their amounts and names.

        What is missing or too much is accepted with it, and told by `difference`: here, on the order, in its history and in
        `order.matched`.
        """
        answer: models.ManualMatchResult = await self._call(OPERATIONS["match_by_hand"], Asked([workspace_id], {}, body), options)
        return answer

    async def match_orders(
        self,
        workspace_id: int,
        body: models.MatchOrders,
        **options: Unpack[CallOptions],
    ) -> models.OrdersMatched:
        """Matches deposits with the orders that they pay together, whatever their names: a transfer for several orders, an
        order that is paid in parts, or money that is more or less than it should be.

        Nothing is matched unless the amounts agree, or `difference` says what becomes of what does not. The same call
        again, while it stands, is answered as the first. An order that is kept open is paid by itself by a deposit of just
        what is open of it, under the rules of any. What is left of a matched deposit as `CREDIT` or `REFUND_DUE` can be
        named again, for other orders.
        """
        answer: models.OrdersMatched = await self._call(OPERATIONS["match_orders"], Asked([workspace_id], {}, body), options)
        return answer

    async def ping_phone(
        self,
        key: str,
        **options: Unpack[CallOptions],
    ) -> models.WebhookAnswer:
        """A phone says that it is alive. The body does not matter.

        A phone says that it is alive. The body does not matter.
        """
        answer: models.WebhookAnswer = await self._call(OPERATIONS["ping_phone"], Asked([key], {}), options)
        return answer

    async def ping_webhook_endpoint(
        self,
        workspace_id: int,
        endpoint_id: int,
        **options: Unpack[CallOptions],
    ) -> models.DeliveryView:
        """Sends an event of type `ping`, or has it fetched, whatever types the endpoint is told of.

        Sends an event of type `ping`, or has it fetched, whatever types the endpoint is told of.
        """
        answer: models.DeliveryView = await self._call(OPERATIONS["ping_webhook_endpoint"], Asked([workspace_id, endpoint_id], {}), options)
        return answer

    async def place_order(
        self,
        workspace_id: int,
        body: models.PlaceOrder,
        **options: Unpack[CallOptions],
    ) -> models.OrderView:
        """Places an order that waits for its deposit.

        A deposit that already came is matched at once. The identical body again answers the existing order.
        """
        answer: models.OrderView = await self._call(OPERATIONS["place_order"], Asked([workspace_id], {}, body), options)
        return answer

    async def record_deposit(
        self,
        workspace_id: int,
        body: models.RecordDeposit,
        **options: Unpack[CallOptions],
    ) -> models.RecordedDeposit:
        """Records a deposit by hand. It is matched as one that a message told of.

        A deposit of the same account and amount and of a related name that was made within two days may be the same money:
        then it is recorded and held, `possible_duplicate`.
        """
        answer: models.RecordedDeposit = await self._call(OPERATIONS["record_deposit"], Asked([workspace_id], {}, body), options)
        return answer

    async def record_deposit_of_message(
        self,
        workspace_id: int,
        message_id: str,
        body: models.TypeDeposit,
        **options: Unpack[CallOptions],
    ) -> models.MessageDeposit:
        """Makes the deposit that a message tells of, as a person reads it. It is matched as any, and the message is RESOLVED.

        A message becomes one deposit at most: the identical call again answers that deposit, another call is
        `message_resolved`. Another deposit of the same account, amount and name within five minutes may be the same money:
        then it is recorded and held, `possible_duplicate`.
        """
        answer: models.MessageDeposit = await self._call(OPERATIONS["record_deposit_of_message"], Asked([workspace_id, message_id], {}, body), options)
        return answer

    async def register_bank_account(
        self,
        workspace_id: int,
        body: models.RegisterAccount,
        **options: Unpack[CallOptions],
    ) -> models.AccountView:
        """Registers an account. Messages of it that came before are offered to it.

        Registers an account. Messages of it that came before are offered to it.
        """
        answer: models.AccountView = await self._call(OPERATIONS["register_bank_account"], Asked([workspace_id], {}, body), options)
        return answer

    async def reject_proposal(
        self,
        workspace_id: int,
        proposal_id: str,
        **options: Unpack[CallOptions],
    ) -> models.RejectedProposal:
        """Says that a proposal is wrong: for 90 days its deposits and orders are not proposed so again. Nothing else changes.

        Says that a proposal is wrong: for 90 days its deposits and orders are not proposed so again. Nothing else changes.
        """
        answer: models.RejectedProposal = await self._call(OPERATIONS["reject_proposal"], Asked([workspace_id, proposal_id], {}), options)
        return answer

    async def release_deposit(
        self,
        workspace_id: int,
        deposit_id: int,
        body: Optional[models.ReleaseDeposit] = None,
        **options: Unpack[CallOptions],
    ) -> models.DepositView:
        """Takes away every reason for which a deposit is held and that a person can take away: it waits, and pairs as any.

        Released from `possible_duplicate`, it is a deposit of its own for good. What cannot come from the bank
        (`sender_unlikely`) or was taken back (`reversed`) stays held: `never_released`. Money that is too old or whose name
        cannot be read would pay nothing by itself: `release_changes_nothing`.
        """
        answer: models.DepositView = await self._call(OPERATIONS["release_deposit"], Asked([workspace_id, deposit_id], {}, body), options)
        return answer

    async def remove_member(
        self,
        workspace_id: int,
        user_id: int,
        **options: Unpack[CallOptions],
    ) -> None:
        """Takes a member out; the owner any but themselves, everybody themselves. It ends at their very next request.

        Takes a member out; the owner any but themselves, everybody themselves. It ends at their very next request.
        """
        await self._call(OPERATIONS["remove_member"], Asked([workspace_id, user_id], {}), options)

    async def remove_message_format(
        self,
        workspace_id: int,
        format_id: int,
        **options: Unpack[CallOptions],
    ) -> None:
        """Takes a format away. Deposits that it read stay as they are.

        Takes a format away. Deposits that it read stay as they are.
        """
        await self._call(OPERATIONS["remove_message_format"], Asked([workspace_id, format_id], {}), options)

    async def remove_phone_number(
        self,
        workspace_id: int,
        phone_id: int,
        **options: Unpack[CallOptions],
    ) -> None:
        """Removes a phone: its URL ends at the very next call. One that accounts are bound to stays, because those accounts
        would fall silent.

        Removes a phone: its URL ends at the very next call. One that accounts are bound to stays, because those accounts
        would fall silent.
        """
        await self._call(OPERATIONS["remove_phone_number"], Asked([workspace_id, phone_id], {}), options)

    async def remove_sender(
        self,
        workspace_id: int,
        sender_id: int,
        **options: Unpack[CallOptions],
    ) -> None:
        """Takes an approval back. Deposits that it released stay as they are.

        Takes an approval back. Deposits that it released stay as they are.
        """
        await self._call(OPERATIONS["remove_sender"], Asked([workspace_id, sender_id], {}), options)

    async def renew_recovery_codes(
        self,
        body: models.ConfirmSecondFactor,
        **options: Unpack[CallOptions],
    ) -> models.RecoveryCodesView:
        """New recovery codes; those of before count no more.

        New recovery codes; those of before count no more.
        """
        answer: models.RecoveryCodesView = await self._call(OPERATIONS["renew_recovery_codes"], Asked([], {}, body), options)
        return answer

    async def replay_webhook_deliveries(
        self,
        workspace_id: int,
        endpoint_id: int,
        body: models.Replay,
        **options: Unpack[CallOptions],
    ) -> models.Replaying:
        """Sends every delivery again that failed or was missed since an instant. What succeeded is not sent twice.

        Sends every delivery again that failed or was missed since an instant. What succeeded is not sent twice.
        """
        answer: models.Replaying = await self._call(OPERATIONS["replay_webhook_deliveries"], Asked([workspace_id, endpoint_id], {}, body), options)
        return answer

    async def replay_webhook_delivery(
        self,
        workspace_id: int,
        endpoint_id: int,
        delivery_id: str,
        **options: Unpack[CallOptions],
    ) -> models.DeliveryView:
        """Sends a delivery again: the same body under the same id.

        Sends a delivery again: the same body under the same id.
        """
        answer: models.DeliveryView = await self._call(OPERATIONS["replay_webhook_delivery"], Asked([workspace_id, endpoint_id, delivery_id], {}), options)
        return answer

    async def reread_message(
        self,
        workspace_id: int,
        message_id: str,
        **options: Unpack[CallOptions],
    ) -> models.MessageWithReading:
        """Reads a message again, after the reader learned its format or its account was registered.

        If it tells of a deposit of one account of the workspace now, it becomes that deposit, matched as any, and is
        RESOLVED. Otherwise it stays as it is.
        """
        answer: models.MessageWithReading = await self._call(OPERATIONS["reread_message"], Asked([workspace_id, message_id], {}), options)
        return answer

    async def reset_password(
        self,
        body: models.ResetPassword,
        **options: Unpack[CallOptions],
    ) -> None:
        """Chooses a new password by a mail's link, and ends all sessions of its person; API tokens live on.

        Chooses a new password by a mail's link, and ends all sessions of its person; API tokens live on.
        """
        await self._call(OPERATIONS["reset_password"], Asked([], {}, body), options)

    async def restore_deposit(
        self,
        workspace_id: int,
        deposit_id: int,
        **options: Unpack[CallOptions],
    ) -> models.DepositView:
        """Undoes a deposit's dismissal: it is held, for its former reasons or as `restored`, and never paired at once.

        Undoes a deposit's dismissal: it is held, for its former reasons or as `restored`, and never paired at once.
        """
        answer: models.DepositView = await self._call(OPERATIONS["restore_deposit"], Asked([workspace_id, deposit_id], {}), options)
        return answer

    async def return_deposit(
        self,
        workspace_id: int,
        deposit_id: int,
        body: models.ReturnDeposit,
        **options: Unpack[CallOptions],
    ) -> models.DepositView:
        """Notes that a part of a deposit was sent back. LunePay sends no money: you did, at your bank.

        Of any deposit that does not wait, as often as eight times, until nothing is left. A held deposit that is sent back
        whole is dismissed as `REFUNDED`; what is left of one that is not pays an order by hand only.
        """
        answer: models.DepositView = await self._call(OPERATIONS["return_deposit"], Asked([workspace_id, deposit_id], {}, body), options)
        return answer

    async def reverse_deposit_of_message(
        self,
        workspace_id: int,
        message_id: str,
        body: models.TakeBack,
        **options: Unpack[CallOptions],
    ) -> models.TakenBack:
        """Says which deposit a message of a reversal (`reversal_unclear`) took back: the deposit is held, `reversed`, the
        order that it had paid waits again, and the message is RESOLVED.

        Says which deposit a message of a reversal (`reversal_unclear`) took back: the deposit is held, `reversed`, the
        order that it had paid waits again, and the message is RESOLVED.
        """
        answer: models.TakenBack = await self._call(OPERATIONS["reverse_deposit_of_message"], Asked([workspace_id, message_id], {}, body), options)
        return answer

    async def revoke_token(
        self,
        token_id: int,
        **options: Unpack[CallOptions],
    ) -> None:
        """Revokes an API token: the very next request with it is refused.

        Revokes an API token: the very next request with it is refused.
        """
        await self._call(OPERATIONS["revoke_token"], Asked([token_id], {}), options)

    async def rotate_phone_key(
        self,
        workspace_id: int,
        phone_id: int,
        body: Optional[models.RotateKey] = None,
        **options: Unpack[CallOptions],
    ) -> models.RotatedKey:
        """Makes a new key of a phone's URL, which is shown this once. The key before works on for a while, so that the phone
        can be changed over without losing a message.

        Makes a new key of a phone's URL, which is shown this once. The key before works on for a while, so that the phone
        can be changed over without losing a message.
        """
        answer: models.RotatedKey = await self._call(OPERATIONS["rotate_phone_key"], Asked([workspace_id, phone_id], {}, body), options)
        return answer

    async def rotate_webhook_secret(
        self,
        workspace_id: int,
        endpoint_id: int,
        **options: Unpack[CallOptions],
    ) -> models.EndpointWithSecret:
        """Gives an endpoint a new secret, shown here and never again. The one before signs for 24 hours more.

        Gives an endpoint a new secret, shown here and never again. The one before signs for 24 hours more.
        """
        answer: models.EndpointWithSecret = await self._call(OPERATIONS["rotate_webhook_secret"], Asked([workspace_id, endpoint_id], {}), options)
        return answer

    async def send_bank_sms(
        self,
        body: Union[models.BankSms, str],
        **options: Unpack[CallOptions],
    ) -> models.WebhookAnswer:
        """Takes a bank's message and pairs the deposit that it tells of.

        Needs no token. Understands the bodies of the known forwarder apps, as JSON, as a form or as a text by itself, and
        lists of them (50 at most). The same call again changes nothing. With `Prefer: respond-async` it answers 202 at
        once.
        """
        answer: models.WebhookAnswer = await self._call(OPERATIONS["send_bank_sms"], Asked([], {}, body), options)
        return answer

    async def send_keyed_bank_sms(
        self,
        key: str,
        body: models.BankSms,
        **options: Unpack[CallOptions],
    ) -> models.WebhookAnswer:
        """Takes a bank's message from a phone of a workspace, and pairs the deposit that it tells of.

        Understands what the usual forwarder apps send, as JSON, form or plain text (docs/forwarders.md). Once the phone has
        a signing secret, a call without a valid signature is refused.
        """
        answer: models.WebhookAnswer = await self._call(OPERATIONS["send_keyed_bank_sms"], Asked([key], {}, body), options)
        return answer

    async def send_keyed_bank_sms_by_get(
        self,
        key: str,
        *,
        raw_sms: Optional[str] = None,
        **options: Unpack[CallOptions],
    ) -> models.WebhookAnswer:
        """The same over GET, for apps that put the message into the query.

        The same over GET, for apps that put the message into the query.
        """
        answer: models.WebhookAnswer = await self._call(OPERATIONS["send_keyed_bank_sms_by_get"], Asked([key], {"raw_sms": raw_sms}), options)
        return answer

    async def send_test_message(
        self,
        workspace_id: int,
        body: models.TestMessage,
        **options: Unpack[CallOptions],
    ) -> models.TestMessageAnswer:
        """Has a bank write, in a test workspace.

        The message is printed as that bank prints it, comes over the workspace's newest phone, and is read, paired and told
        as a real one. The call answers as the phone's URL does.
        """
        answer: models.TestMessageAnswer = await self._call(OPERATIONS["send_test_message"], Asked([workspace_id], {}, body), options)
        return answer

    async def sign_up(
        self,
        body: models.SignUp,
        **options: Unpack[CallOptions],
    ) -> models.UserView:
        """Creates a user.

        Creates a user.
        """
        answer: models.UserView = await self._call(OPERATIONS["sign_up"], Asked([], {}, body), options)
        return answer

    async def start_scenario(
        self,
        workspace_id: int,
        body: models.StartScenario,
        **options: Unpack[CallOptions],
    ) -> models.ScenarioView:
        """Starts a scenario in a test workspace: it places orders and has the bank write, as a customer would.

        Most are over within seconds; `late` and `phone_dark` take about ten minutes, which must really pass. Its phone is
        its own, and goes when it is over; its orders and deposits stay.
        """
        answer: models.ScenarioView = await self._call(OPERATIONS["start_scenario"], Asked([workspace_id], {}, body), options)
        return answer

    async def test_message_format(
        self,
        workspace_id: int,
        body: models.MarkedMessage,
        **options: Unpack[CallOptions],
    ) -> models.TriedView:
        """Tells which of the messages that wait a format would read, and how. Nothing is written.

        Looked at are the newest 100 messages that wait for a person.
        """
        answer: models.TriedView = await self._call(OPERATIONS["test_message_format"], Asked([workspace_id], {}, body), options)
        return answer

    async def test_push_subscription(
        self,
        workspace_id: int,
        subscription_id: int,
        **options: Unpack[CallOptions],
    ) -> None:
        """Has a browser of the caller's ring once, also in quiet hours.

        Has a browser of the caller's ring once, also in quiet hours.
        """
        await self._call(OPERATIONS["test_push_subscription"], Asked([workspace_id, subscription_id], {}), options)

    async def test_reminder(
        self,
        workspace_id: int,
        **options: Unpack[CallOptions],
    ) -> None:
        """Mails the caller once, whether their reminder is on or not: so they see that mail arrives.

        Mails the caller once, whether their reminder is on or not: so they see that mail arrives.
        """
        await self._call(OPERATIONS["test_reminder"], Asked([workspace_id], {}), options)

    async def undo_return(
        self,
        workspace_id: int,
        deposit_id: int,
        *,
        version: Optional[int] = None,
        **options: Unpack[CallOptions],
    ) -> models.DepositView:
        """Takes back the last note that a part of a deposit was sent back.

        Takes back the last note that a part of a deposit was sent back.
        """
        answer: models.DepositView = await self._call(OPERATIONS["undo_return"], Asked([workspace_id, deposit_id], {"version": version}), options)
        return answer

    async def unmatch(
        self,
        workspace_id: int,
        deposit_id: int,
        **options: Unpack[CallOptions],
    ) -> models.UnmatchResult:
        """Undoes a deposit's match: the deposit is held for a person, and its orders wait again.

        What other deposits paid of them stays; an order that was not MATCHED only loses the part.
        """
        answer: models.UnmatchResult = await self._call(OPERATIONS["unmatch"], Asked([workspace_id, deposit_id], {}), options)
        return answer

    async def withdraw_invitation(
        self,
        workspace_id: int,
        invitation_id: int,
        **options: Unpack[CallOptions],
    ) -> None:
        """Takes an invitation back: its code is worth nothing from then on.

        Takes an invitation back: its code is worth nothing from then on.
        """
        await self._call(OPERATIONS["withdraw_invitation"], Asked([workspace_id, invitation_id], {}), options)
