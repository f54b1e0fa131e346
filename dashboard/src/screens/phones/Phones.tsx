import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useSearchParams } from "react-router";
import { usePhones } from "../../api/phones";
import { useHere } from "../../app/workspace";
import { Card } from "../../components/Card";
import row from "../../components/ListRow.module.css";
import { Rows } from "../../components/Rows";
import { Screen } from "../../components/Screen";
import { useText } from "../../i18n/language";
import { type Connection, NO_CONNECTION } from "./connection";
import { PhoneRow } from "./PhoneRow";

const Connect = lazy(() => import("./Connect"));

/** A person who mends the set-up waits for the next message here. */
const LOOK_MS = 3_000;

export default function Phones() {
  const { t } = useText();
  const { id, canManage } = useHere();
  const phones = usePhones(id, LOOK_MS);
  const rows = phones.data ?? [];
  const [params, setParams] = useSearchParams();
  const [connection, setConnection] = useState<Connection>(NO_CONNECTION);
  const adding = canManage && params.get("new") === "1";
  const shown: Connection = adding && connection.step === "closed" ? { step: "ask" } : connection;
  const close = () => {
    setConnection(NO_CONNECTION);
    setParams({}, { replace: true });
  };
  const add = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setConnection({ step: "ask" })}>
      {t.phones.add}
    </Button>
  );
  return (
    <Screen title={t.sections.phones} note={t.phones.note} actions={canManage && rows.length > 0 && add}>
      <Card flush>
        <Rows
          source={{ ...phones, hasNextPage: false }}
          count={rows.length}
          of="phone"
          empty={
            <>
              <p>{t.phones.none}</p>
              {canManage && add}
            </>
          }
        >
          <ul className={row.list}>
            {rows.map((phone) => (
              <PhoneRow key={phone.id} phone={phone} show={setConnection} />
            ))}
          </ul>
        </Rows>
      </Card>
      <Suspense fallback={null}>
        {shown.step !== "closed" && <Connect connection={shown} show={setConnection} close={close} />}
      </Suspense>
    </Screen>
  );
}
