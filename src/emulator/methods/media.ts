import { storeFile } from '../chats/files.ts';
import { type Args, isRecords, type Upload } from '../http/args.ts';
import type { ApiEntity, ApiMarkup, ApiMessage } from '../records/api.ts';
import { badRequest } from '../records/refusal.ts';
import type { World } from '../records/world.ts';
import { acceptText } from '../text/accept.ts';
import { acceptMarkup } from '../text/markup.ts';
import type { Method } from './method.ts';
import { deliver, messageText, openTarget } from './sending.ts';

interface AlbumItem {
  readonly type: string;
  readonly media: string;
  readonly caption?: string;
  readonly caption_entities?: ApiEntity[];
}

const maxUpload = 50_000_000;
const maxPhoto = 10_000_000;

type MediaKind = 'photo' | 'document' | 'voice' | 'audio' | 'video';

const sendMedia =
  (kind: MediaKind): Method['run'] =>
  (world, args) => {
    const caption = messageText(world, args, 'caption');
    const markup = acceptMarkup(args.record<ApiMarkup>('reply_markup'));
    const target = openTarget(world, args);
    return deliver(world, args, target, {
      ...media(world, args, kind, args.text(kind)),
      ...(caption.text !== '' && { caption: caption.text }),
      ...(caption.entities.length > 0 && { caption_entities: caption.entities }),
      ...(markup && { reply_markup: markup }),
    });
  };

export const sendPhoto = sendMedia('photo');
export const sendDocument = sendMedia('document');
export const sendVoice = sendMedia('voice');
export const sendAudio = sendMedia('audio');
export const sendVideo = sendMedia('video');

export const albumCost = (args: Args): number => albumItems(args).length;

const albumItems = (args: Args): AlbumItem[] => args.records<AlbumItem>('media') ?? [];

export const sendMediaGroup: Method['run'] = (world, args) => {
  const items = albumItems(args);
  if (items.length < 2 || items.length > 10) {
    throw badRequest('media group must include 2-10 items');
  }
  const kinds = new Set(items.map((item) => (item.type === 'video' ? 'photo' : item.type)));
  if (kinds.size > 1) throw badRequest("documents and audio can't be mixed with other media types");
  const target = openTarget(world, args);
  const album = String(++world.ids.album);
  return items.map((item) => {
    const captionEntities = isRecords(item.caption_entities) ? item.caption_entities : [];
    const caption = acceptText(String(item.caption ?? ''), captionEntities, {
      judge: world.judge,
      maxLength: 1024,
      what: 'caption',
      mayBeEmpty: true,
    });
    return deliver(world, args, target, {
      ...media(world, args, item.type as MediaKind, item.media),
      media_group_id: album,
      ...(caption.text !== '' && { caption: caption.text }),
      ...(caption.entities.length > 0 && { caption_entities: caption.entities }),
    });
  });
};

function media(world: World, args: Args, kind: MediaKind, reference: string): Partial<ApiMessage> {
  const upload = args.upload(reference);
  const known = upload ? undefined : world.files.get(reference);
  if (!upload && !known)
    throw badRequest(
      reference === ''
        ? `there is no ${kind} in the request`
        : 'wrong file identifier/HTTP URL specified',
    );
  const file = known ?? storeFile(world, checked(kind, upload));
  const api = {
    file_id: file.id,
    file_unique_id: `unique-${file.id}`,
    file_size: file.size,
  };
  if (kind === 'photo') return { photo: [{ ...api, width: 800, height: 600 }] };
  if (kind === 'voice') return { voice: { ...api, duration: 1, mime_type: file.mime } };
  return { [kind]: { ...api, file_name: file.name, mime_type: file.mime } };
}

function checked(kind: MediaKind, upload: Upload | undefined): Upload {
  if (!upload || upload.bytes.length === 0) throw badRequest('file must be non-empty');
  if (upload.bytes.length > maxUpload) throw badRequest('file is too big');
  if (kind === 'photo' && upload.bytes.length > maxPhoto)
    throw badRequest('PHOTO_INVALID_DIMENSIONS');
  return upload;
}
