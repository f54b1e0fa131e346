import { Modal } from "@mantine/core";
import { api, take } from "../../api/client";
import { useHere } from "../../app/workspace";
import { DepositForm } from "../../components/DepositForm";
import { useText } from "../../i18n/language";

/** A deposit that no message told of, typed by hand. It is matched as any other. */
export default function RecordDeposit({ close }: { close: () => void }) {
  const { t } = useText();
  const { id } = useHere();
  return (
    <Modal opened onClose={close} title={t.deposits.record}>
      <DepositForm
        record={(body, headers) =>
          take(api.POST("/workspaces/{id}/deposits", { params: { path: { id } }, body, headers }))
        }
        close={close}
      />
    </Modal>
  );
}
