import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, type Token, take, takePage } from "../../api/client";
import { useAction } from "../../api/useAction";
import { Card } from "../../components/Card";
import { confirm } from "../../components/confirm";
import { Rows } from "../../components/Rows";
import { Screen } from "../../components/Screen";
import table from "../../components/Table.module.css";
import { toast } from "../../components/toast";
import { useFailed } from "../../components/useFailed";
import { When } from "../../components/When";
import { short } from "../../format/time";
import { useText } from "../../i18n/language";
import { IssueToken } from "./IssueToken";

export const tokensKey = ["tokens"] as const;

/** The person's API tokens. They act as the person, so viewers may have them too. */
export default function Tokens() {
  const { t } = useText();
  const [issuing, setIssuing] = useState(false);
  const tokens = useInfiniteQuery({
    queryKey: tokensKey,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      takePage(
        api.GET("/auth/tokens", { params: { query: { limit: 50, ...(pageParam && { cursor: pageParam }) } }, signal }),
      ),
    getNextPageParam: (page) => page.next,
  });
  const rows = tokens.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <Screen
      title={t.sections.tokens}
      note={t.tokens.note}
      actions={
        <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setIssuing(true)}>
          {t.tokens.issue}
        </Button>
      }
    >
      <Card flush>
        <Rows source={tokens} count={rows.length} of="thing" empty={<p>{t.tokens.none}</p>}>
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">{t.tokens.name}</th>
                <th scope="col">{t.tokens.scopes}</th>
                <th scope="col">{t.tokens.issued}</th>
                <th scope="col">{t.tokens.lastUse}</th>
                <th scope="col">{t.tokens.expires}</th>
                <th scope="col">
                  <span className="sr-only">{t.tokens.revoke}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((token) => (
                <Row key={token.id} token={token} />
              ))}
            </tbody>
          </table>
          <p className={table.note}>{t.tokens.ofBefore}</p>
        </Rows>
      </Card>
      <IssueToken opened={issuing} close={() => setIssuing(false)} />
    </Screen>
  );
}

function Row({ token }: { token: Token }) {
  const { t, language } = useText();
  const failed = useFailed();
  const revoke = useAction(
    (id: number) => take(api.DELETE("/auth/tokens/{token_id}", { params: { path: { token_id: id } } })),
    tokensKey,
  );
  const ask = () =>
    confirm({
      title: t.tokens.revokeTitle,
      body: t.tokens.revokeBody(token.name),
      yes: t.tokens.revoke,
      no: t.common.leave,
      grave: true,
      onYes: () =>
        revoke.mutate(token.id, {
          onSuccess: () => toast.done(t.tokens.revoked(token.name)),
          onError: failed,
        }),
    });
  return (
    <tr>
      <td className={table.full}>
        <strong>{token.name}</strong>
      </td>
      <td className={table.secondary} data-label={t.tokens.scopes}>
        {token.scopes.map((scope) => t.tokens.may[scope]).join(", ")}
        {token.workspace_ids != null && ` · ${t.tokens.onlyIn(token.workspace_ids.length)}`}
      </td>
      <td className={table.secondary} data-label={t.tokens.issued}>
        <When at={token.created_at} />
      </td>
      <td className={table.secondary}>
        {token.last_used_at == null ? t.tokens.unused : t.tokens.used(short(token.last_used_at, language))}
      </td>
      <td className={table.secondary}>
        {token.expires_at == null ? t.tokens.never : t.tokens.until(short(token.expires_at, language))}
      </td>
      <td className={table.actions}>
        <Button
          variant="default"
          size="xs"
          onClick={ask}
          loading={revoke.isPending}
          aria-label={`${token.name} ${t.tokens.revoke}`}
        >
          {t.tokens.revoke}
        </Button>
      </td>
    </tr>
  );
}
