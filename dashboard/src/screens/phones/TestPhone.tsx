import { Button, Group, Loader, Stack } from "@mantine/core";
import { IconCircleCheckFilled } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, take } from "../../api/client";
import { once } from "../../api/once";
import { wsKey } from "../../api/people";
import { usePhones } from "../../api/phones";
import { useHere } from "../../app/workspace";
import { Copy } from "../../components/Copy";
import { Ghosts } from "../../components/Rows";
import { Trouble } from "../../components/Trouble";
import { exact } from "../../format/time";
import { useText } from "../../i18n/language";
import { Problems } from "./Arrivals";
import { hasSpoken, type Sign } from "./connection";
import classes from "./Phones.module.css";

const LOOK_MS = 1_500;

interface Props {
  phone: number;
  /** To the address that was just made, where there is one. */
  back: (() => void) | null;
  close: () => void;
}

/** A text to send to the phone, and the moment at which it came back. */
export function TestPhone({ phone: phoneId, back, close }: Props) {
  const { t, language } = useText();
  const { id } = useHere();
  const [headers] = useState(once);
  const code = useQuery({
    queryKey: [...wsKey(id), "test-code", phoneId],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: () =>
      take(
        api.POST("/workspaces/{id}/phone-numbers/{phone_id}/test-code", {
          params: { path: { id, phone_id: phoneId } },
          headers,
        }),
      ),
  });
  const phone = usePhones(id, LOOK_MS).data?.find((each) => each.id === phoneId);
  const sign = phone?.last_seen_at;
  const [before, setBefore] = useState<Sign>(sign);
  if (before === undefined && sign !== undefined) setBefore(sign);
  const seen = hasSpoken(before, sign);
  return (
    <Stack>
      {code.isPending && <Ghosts rows={2} />}
      {code.error !== null && <Trouble error={code.error} retry={() => void code.refetch()} />}
      {code.data !== undefined && !seen && (
        <>
          <p className={classes.text}>{t.phones.testNote}</p>
          <Copy text={code.data.text} label={t.phones.testText} />
          <p className="quiet">{t.phones.testUntil(exact(code.data.expires_at, language))}</p>
        </>
      )}
      <div role="status" className={classes.waiting}>
        {seen ? (
          <>
            <IconCircleCheckFilled size={24} className={classes.good} aria-hidden />
            <strong>{t.phones.connected}</strong>
          </>
        ) : (
          <>
            <Loader size="sm" aria-hidden />
            {t.phones.waiting}
          </>
        )}
      </div>
      {seen && phone?.last_arrivals[0] !== undefined && <Problems arrival={phone.last_arrivals[0]} />}
      <Group justify="flex-end">
        {back !== null && !seen && (
          <Button variant="subtle" onClick={back}>
            {t.phones.toAddress}
          </Button>
        )}
        <Button {...(seen ? {} : { variant: "default" })} onClick={close}>
          {seen ? t.common.done : t.phones.later}
        </Button>
      </Group>
    </Stack>
  );
}
