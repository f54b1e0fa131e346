import { Button, Group } from "@mantine/core";
import { useText } from "../i18n/language";

interface Props {
  cancel: () => void;
  /** What the way out is called. */
  no?: string;
  /** What the form does. */
  yes: string;
  sending: boolean;
  disabled?: boolean;
  /** What cannot be taken back lightly is red. */
  grave?: boolean;
}

/** The end of a form in a dialog: out of it, or on with it. */
export function FormButtons({ cancel, no, yes, sending, disabled = false, grave = false }: Props) {
  const { t } = useText();
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={cancel}>
        {no ?? t.common.cancel}
      </Button>
      <Button type="submit" loading={sending} disabled={disabled} {...(grave && { className: "lp-grave" })}>
        {yes}
      </Button>
    </Group>
  );
}
