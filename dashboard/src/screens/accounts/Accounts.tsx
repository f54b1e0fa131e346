import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useAccounts } from "../../api/accounts";
import { useHere } from "../../app/workspace";
import { Card } from "../../components/Card";
import row from "../../components/ListRow.module.css";
import { Rows } from "../../components/Rows";
import { Screen } from "../../components/Screen";
import { useFilter } from "../../components/useFilter";
import { useText } from "../../i18n/language";
import { AccountRow } from "./AccountRow";
import { AddAccount } from "./AddAccount";

export default function Accounts() {
  const { t } = useText();
  const { id, canManage } = useHere();
  const accounts = useAccounts(id);
  const rows = accounts.data ?? [];
  const { params, set } = useFilter();
  const add = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => set({ new: "1" })}>
      {t.accounts.add}
    </Button>
  );
  return (
    <Screen title={t.sections.accounts} note={t.accounts.note} actions={canManage && rows.length > 0 && add}>
      <Card flush>
        <Rows
          source={{ ...accounts, hasNextPage: false }}
          count={rows.length}
          of="thing"
          empty={
            <>
              <p>{t.accounts.none}</p>
              {canManage && add}
            </>
          }
        >
          <ul className={row.list}>
            {rows.map((account) => (
              <AccountRow key={account.id} account={account} />
            ))}
          </ul>
        </Rows>
      </Card>
      <AddAccount opened={canManage && params.get("new") === "1"} close={() => set({ new: "" })} />
    </Screen>
  );
}
