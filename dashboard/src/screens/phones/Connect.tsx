import { Modal } from "@mantine/core";
import { useText } from "../../i18n/language";
import { AddPhone } from "./AddPhone";
import type { Connection } from "./connection";
import { ShowKey } from "./ShowKey";
import { TestPhone } from "./TestPhone";

interface Props {
  connection: Connection;
  show: (next: Connection) => void;
  close: () => void;
}

/** Adds a phone, shows its URL once, and waits for its test message. */
export function Connect({ connection, show, close }: Props) {
  const { t } = useText();
  const titles = { closed: "", ask: t.phones.add, key: t.phones.keyTitle, test: t.phones.testTitle };
  return (
    <Modal
      opened={connection.step !== "closed"}
      onClose={close}
      size="lg"
      title={titles[connection.step]}
      closeOnClickOutside={connection.step !== "key"}
      closeButtonProps={{ "aria-label": t.common.close }}
    >
      {connection.step === "ask" && <AddPhone show={show} cancel={close} />}
      {connection.step === "key" && (
        <ShowKey
          url={connection.url}
          switched={connection.switched}
          next={() => show({ step: "test", phone: connection.phone })}
        />
      )}
      {connection.step === "test" && <TestPhone phone={connection.phone} close={close} />}
    </Modal>
  );
}
