import { useState } from "react";
import { ApiError } from "../api/problem";
import { useText } from "../i18n/language";
import { fieldText } from "../i18n/problems";

interface Form {
  setErrors: (errors: Record<string, string>) => void;
}

/**
 * Puts the server's word on each field beside that field, and keeps what belongs to none. `names` maps the API's
 * field names to the form's where they differ.
 */
export function useServerErrors(form: Form, names: Record<string, string> = {}) {
  const text = useText();
  const [other, setOther] = useState<unknown>(null);
  return {
    other,
    clear: () => setOther(null),
    take(error: unknown): void {
      const fields = error instanceof ApiError ? error.fields : [];
      form.setErrors(
        Object.fromEntries(fields.map((field) => [names[field.field] ?? field.field, fieldText(field, text)])),
      );
      setOther(fields.length === 0 ? error : null);
    },
  };
}
