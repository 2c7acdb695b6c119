/** A message attribute as it came. */
export type Attribute = { dataType: string; value: string };

/** A Publish call in the AWS Query protocol. What was not sent is undefined; what was sent empty is ''. */
export type PublishRequest = {
  topicArn: string | undefined;
  subject: string | undefined;
  message: string;
  isJson: boolean;
  attributes: Record<string, Attribute>;
};

const ATTRIBUTE = /^MessageAttributes\.entry\.(\d+)\.Name$/;

/** Reads the fields of a Publish call. */
export const publishRequestOf = (form: URLSearchParams): PublishRequest => {
  const names = [...form.keys()].flatMap((key) => ATTRIBUTE.exec(key)?.[1] ?? []);
  const attributes = names.map((index) => {
    const at = `MessageAttributes.entry.${index}`;
    const value = form.get(`${at}.Value.StringValue`) ?? form.get(`${at}.Value.BinaryValue`) ?? '';
    return [
      form.get(`${at}.Name`) ?? '',
      { dataType: form.get(`${at}.Value.DataType`) ?? '', value },
    ] as const;
  });
  return {
    topicArn: form.get('TopicArn') ?? undefined,
    subject: form.get('Subject') ?? undefined,
    message: form.get('Message') ?? '',
    isJson: form.get('MessageStructure') === 'json',
    attributes: Object.fromEntries(attributes),
  };
};
