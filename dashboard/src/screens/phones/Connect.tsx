import { Modal } from "@mantine/core";
import { heldOpen } from "../../components/heldOpen";
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
export default function Connect({ connection, show, close }: Props) {
  const { t } = useText();
  const { step } = connection;
  const made = step === "test" ? connection.address : null;
  const back = made === null || step !== "test" ? null : () => show({ ...connection, step: "key", address: made });
  const titles = { closed: "", ask: t.phones.add, key: t.phones.keyTitle, test: t.phones.testTitle };
  return (
    <Modal
      opened={step !== "closed"}
      onClose={close}
      size="lg"
      title={titles[step]}
      {...heldOpen(step === "key" || made !== null)}
    >
      {connection.step === "ask" && <AddPhone show={show} cancel={close} />}
      {connection.step === "key" && (
        <ShowKey
          address={connection.address}
          next={() => show({ step: "test", phone: connection.phone, address: connection.address })}
        />
      )}
      {connection.step === "test" && <TestPhone phone={connection.phone} back={back} close={close} />}
    </Modal>
  );
}
