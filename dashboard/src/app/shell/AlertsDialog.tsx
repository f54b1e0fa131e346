import { Button, Group, Modal, Stack, Switch, TextInput } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { useState } from "react";
import { useMe } from "../../api/people";
import beside from "../../components/Beside.module.css";
import { alertsEn } from "../../i18n/alerts.en";
import { alertsKo } from "../../i18n/alerts.ko";
import { useText } from "../../i18n/language";
import { ring } from "../alerts/bell";
import { type AlertChoice, chooseAlerts, useAlertChoice } from "../alerts/choice";
import { Kinds } from "../alerts/Kinds";
import { Push } from "../alerts/Push";

const NIGHT = { from: "22:00", to: "08:00" };

/** Which events this person hears and sees counted in the tab's title. Chosen by each person in each browser. */
export default function AlertsDialog({ close }: { close: () => void }) {
  const { t, language } = useText();
  const words = language === "en" ? alertsEn : alertsKo;
  const user = useMe().data?.id;
  const choice = useAlertChoice(user);
  const change = (part: Partial<AlertChoice>) => {
    if (user !== undefined) chooseAlerts(user, { ...choice, ...part });
  };
  const [blocked, setBlocked] = useState(false);
  const test = async () => {
    setBlocked(!(await ring("check")));
  };
  return (
    <Modal opened onClose={close} title={words.title}>
      <Stack>
        <h3 className={beside.section}>{words.opened}</h3>
        <p>{words.note}</p>
        <Kinds label={words.kindsLabel} kinds={choice.kinds} change={(kinds) => change({ kinds })} words={words} />
        <Switch
          label={words.count}
          description={words.countNote}
          checked={choice.title}
          onChange={(event) => change({ title: event.currentTarget.checked })}
        />
        <Switch
          label={words.sound}
          checked={choice.sound}
          onChange={(event) => change({ sound: event.currentTarget.checked })}
        />
        {choice.sound && <QuietHours choice={choice} change={change} words={words} />}
        {blocked && <p role="alert">{words.blocked}</p>}
        <Group>
          <Button variant="default" leftSection={<IconBell size={18} aria-hidden />} onClick={() => void test()}>
            {words.test}
          </Button>
        </Group>
        <h3 className={beside.section}>{words.closed}</h3>
        <Push words={words} />
        <Group justify="flex-end">
          <Button onClick={close}>{t.common.done}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

interface QuietProps {
  choice: AlertChoice;
  change: (part: Partial<AlertChoice>) => void;
  words: typeof alertsKo;
}

function QuietHours({ choice: { quiet }, change, words }: QuietProps) {
  return (
    <>
      <Switch
        label={words.quiet}
        description={words.quietNote}
        checked={quiet !== null}
        onChange={(event) => change({ quiet: event.currentTarget.checked ? NIGHT : null })}
      />
      {quiet !== null && (
        <Group>
          {(["from", "to"] as const).map((end) => (
            <TextInput
              key={end}
              type="time"
              label={words[end]}
              value={quiet[end]}
              onChange={(event) => change({ quiet: { ...quiet, [end]: event.currentTarget.value || quiet[end] } })}
            />
          ))}
        </Group>
      )}
    </>
  );
}
