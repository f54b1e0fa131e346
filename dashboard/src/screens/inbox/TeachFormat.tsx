import { Button, Group, Modal, Stack, Textarea } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { type Mark, type MarkKind, useAddFormat, useReadAgain, useTriedFormat } from "../../api/formats";
import type { MessageStory } from "../../api/messages";
import { ApiError } from "../../api/problem";
import { useHere } from "../../app/workspace";
import beside from "../../components/Beside.module.css";
import { Trouble } from "../../components/Trouble";
import { toast } from "../../components/toast";
import { won } from "../../format/money";
import { useText } from "../../i18n/language";
import { fieldText, problemText } from "../../i18n/problems";
import classes from "./Inbox.module.css";
import { MARK_KINDS, pieces, withMark } from "./marks";

/** So many readings are shown before a format is added. */
const SHOWN = 5;

/** A person says what is what in a message that nobody could read; from then on such messages are read. */
export function TeachFormat({ message }: { message: MessageStory }) {
  const { t } = useText();
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
        {t.formats.teach}
      </Button>
      <Modal opened={opened} onClose={close} size="lg" title={t.formats.title}>
        {opened && <Marking message={message} close={close} />}
      </Modal>
    </>
  );
}

function Marking({ message, close }: { message: MessageStory; close: () => void }) {
  const text = useText();
  const { t } = text;
  const { id } = useHere();
  const { explanation } = message;
  const [marks, setMarks] = useState<Mark[]>(explanation.proposed_marks);
  const tried = useTriedFormat(id, message.id, marks);
  const add = useAddFormat(id);
  const readAgain = useReadAgain(id);
  const reads = tried.data?.reads.map((each) => each.message_id) ?? [];
  const failed = (error: unknown) => toast.failed(troubleOf(error, text));
  const submit = () =>
    add.mutate(
      { message_id: message.id, marks },
      {
        // The format stands now, whatever becomes of the messages that wait.
        onSuccess: () => {
          close();
          readAgain.mutate(reads, { onSuccess: (became) => toast.done(t.formats.added(became)), onError: failed });
        },
      },
    );
  return (
    <Stack>
      <p className={classes.teachNote}>{t.formats.note}</p>
      <Marker text={explanation.text} marks={marks} change={setMarks} />
      <Marked text={explanation.text} marks={marks} change={setMarks} />
      <Tried tried={tried} any={marks.length > 0} />
      <p className="quiet">{t.formats.held}</p>
      {add.error !== null && <Trouble error={add.error} words={troubleOf(add.error, text)} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          {t.common.cancel}
        </Button>
        <Button disabled={tried.data === undefined || tried.isFetching} loading={add.isPending} onClick={submit}>
          {t.formats.add}
        </Button>
      </Group>
    </Stack>
  );
}

interface Marks {
  text: string;
  marks: Mark[];
  change: (marks: Mark[]) => void;
}

/** The text in a field, where every device can select, and a button for each kind of value. */
function Marker({ text, marks, change }: Marks) {
  const { t } = useText();
  const field = useRef<HTMLTextAreaElement>(null);
  const [missed, setMissed] = useState(false);
  const mark = (kind: MarkKind) => {
    const { selectionStart = 0, selectionEnd = 0, value = "" } = field.current ?? {};
    // The field counts halves of some characters, the API whole ones.
    const whole = (at: number) => Array.from(value.slice(0, at)).length;
    setMissed(selectionStart === selectionEnd);
    change(withMark(text, marks, kind, whole(selectionStart), whole(selectionEnd)));
  };
  return (
    <div>
      <Textarea ref={field} label={t.formats.text} readOnly autosize maxRows={12} value={text} spellCheck={false} />
      <div className={classes.kinds}>
        {MARK_KINDS.map((kind) => (
          <Button
            key={kind}
            size="xs"
            variant="default"
            aria-label={t.formats.mark(t.formats.kinds[kind])}
            onClick={() => mark(kind)}
          >
            {t.formats.kinds[kind]}
          </Button>
        ))}
      </div>
      <p role="status" className={classes.missed}>
        {missed && t.formats.nothing}
      </p>
    </div>
  );
}

/** The text as it is marked, each mark with the way back. */
function Marked({ text, marks, change }: Marks) {
  const { t } = useText();
  return (
    <section aria-label={t.formats.marked}>
      <div className={`${beside.sms} ${classes.marked}`}>
        {pieces(text, marks).map(({ text: piece, from, kind }) =>
          kind === null ? (
            <span key={from}>{piece}</span>
          ) : (
            <mark key={from} className={classes.mark}>
              {piece}
              <button
                type="button"
                aria-label={t.formats.unmark(t.formats.kinds[kind])}
                onClick={() => change(marks.filter((mark) => mark.is !== kind))}
              >
                {t.formats.kinds[kind]}
                <IconX size={12} aria-hidden />
              </button>
            </mark>
          ),
        )}
      </div>
    </section>
  );
}

/** What a format of these marks would read now, or why they make none. */
function Tried({ tried, any }: { tried: ReturnType<typeof useTriedFormat>; any: boolean }) {
  const text = useText();
  const { t, language } = text;
  if (!any) return <p role="status">{t.formats.markAmount}</p>;
  if (tried.error !== null) {
    return (
      <p role="status" className={beside.hold}>
        {troubleOf(tried.error, text)}
      </p>
    );
  }
  const { data } = tried;
  if (data === undefined) return <p role="status" />;
  return (
    <div role="status">
      <p>{t.formats.reads(data.reads.length, data.of)}</p>
      <ul className={classes.tried}>
        {data.reads.slice(0, SHOWN).map(({ message_id, reading }) => (
          <li key={message_id}>
            <span>{reading.depositor ?? t.formats.noName}</span>
            <span className="num">{won(reading.amount ?? 0, language)}</span>
          </li>
        ))}
      </ul>
      {data.reads.length > SHOWN && <p className="quiet">{t.formats.more(data.reads.length - SHOWN)}</p>}
    </div>
  );
}

/** The first field's trouble: with marks there is one. */
function troubleOf(error: unknown, text: ReturnType<typeof useText>): string {
  const field = error instanceof ApiError ? error.fields[0] : undefined;
  return field === undefined ? problemText(error, text) : fieldText(field, text);
}
