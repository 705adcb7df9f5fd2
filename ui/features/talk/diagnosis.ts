import type { Problem } from '../../http/problem.ts';

/** What went wrong for somebody who wanted to talk, and what to do about it. */
export interface Diagnosis {
  title: string;
  detail: string;
  remedy: string;
}

/** Why the browser gave no microphone. */
export function diagnoseMicrophone(error: unknown): Diagnosis {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError')
    return {
      title: 'The microphone was refused',
      detail: 'This page may not use it, by your choice or by the browser’s settings.',
      remedy: 'Allow it beside the address, then start again; or start without a microphone and type.',
    };
  if (name === 'NotFoundError' || name === 'OverconstrainedError')
    return {
      title: 'There is no microphone',
      detail: 'The browser found none.',
      remedy: 'Plug one in, or start without a microphone and type.',
    };
  if (name === 'NotReadableError')
    return {
      title: 'The microphone is taken',
      detail: 'Another program holds it.',
      remedy: 'Close that program, or start without a microphone and type.',
    };
  return {
    title: 'The microphone cannot be used',
    detail: globalThis.isSecureContext
      ? 'The browser gave no reason.'
      : 'Browsers give a microphone only to pages over HTTPS, and to this machine’s own address.',
    remedy: 'Start without a microphone and type, or open this page over HTTPS.',
  };
}

/** Why this browser cannot hold a conversation at all; null if it can. */
export function diagnoseBrowser(hasWebRtc: boolean): Diagnosis | null {
  if (hasWebRtc) return null;
  return {
    title: 'This browser cannot talk',
    detail: 'It was built without WebRTC, which carries every conversation, typed ones too.',
    remedy: 'Open this page in a current Chromium, Firefox or Safari.',
  };
}

/** Why the line breaks in Firefox when everything runs on one machine; null if that is not it. */
export function diagnoseLoopback(mediaUrl: string, userAgent: string): Diagnosis | null {
  const { hostname } = new URL(mediaUrl);
  if (!/Firefox\//.test(userAgent) || !/^(127\.|localhost$|\[::1\]$)/.test(hostname)) return null;
  return {
    title: 'Firefox did not connect to this machine’s own media server',
    detail: `It leaves ${hostname} out of voice connections unless it is told otherwise.`,
    remedy:
      'In about:config set media.peerconnection.ice.loopback to true and media.peerconnection.ice.obfuscate_host_addresses to false, or use another browser.',
  };
}

/** Why no session could be opened: refused by the API, or by the media server. */
export function diagnoseConnection(of: Problem | { media: 'refused' | 'unreachable' | 'cancelled' }): Diagnosis {
  if (!('media' in of))
    return {
      title: of.title,
      detail: of.detail,
      remedy: (of.errors ?? []).map((error) => error.remedy).join(' ') || 'See what is in the way above.',
    };
  if (of.media === 'refused')
    return {
      title: 'The media server refused the token',
      detail: 'Its key and secret are others than the API’s, or the room is gone already.',
      remedy: 'LIVEKIT_API_KEY and LIVEKIT_API_SECRET must be the same for the API and the media server.',
    };
  if (of.media === 'cancelled')
    return { title: 'Stopped', detail: 'The connection was given up before it stood.', remedy: 'Start again.' };
  return {
    title: 'The media server cannot be reached from this browser',
    detail: 'The API could make the room, so the server runs; the way from here to it is closed.',
    remedy: 'LIVEKIT_PUBLIC_URL must be an address that browsers reach, over wss when this page is over HTTPS.',
  };
}

const ENDS: Readonly<Record<string, Diagnosis>> = {
  ROOM_DELETED: {
    title: 'The agent ended the conversation',
    detail: 'It said goodbye and closed the room.',
    remedy: 'Start again whenever you like.',
  },
  SERVER_SHUTDOWN: {
    title: 'The media server was stopped',
    detail: 'It ended every call.',
    remedy: 'Start again once it runs.',
  },
  DUPLICATE_IDENTITY: {
    title: 'The session went on somewhere else',
    detail: 'The same token was used in another window.',
    remedy: 'Start a new session here.',
  },
};

/** Why a session ended that nobody here ended; `loopback` is what diagnoseLoopback says of it. */
export function diagnoseEnd(reason: string, spoke: boolean, loopback: Diagnosis | null = null): Diagnosis {
  if (!spoke && reason === 'ROOM_DELETED')
    return {
      title: 'The agent left before it could talk',
      detail: 'Its configuration could not be used, or a provider refused its key.',
      remedy: 'See what is in the way above, and try the keys under Settings, Providers.',
    };
  return (
    ENDS[reason] ??
    loopback ?? {
      title: 'The connection was lost',
      detail: 'The line to the media server broke and could not be mended.',
      remedy: 'Check the network and start again.',
    }
  );
}
