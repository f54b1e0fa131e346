/** The shortest password that the API takes: `minLength` of the document, to which a test holds it. */
export const PASSWORD_MIN = 10;
