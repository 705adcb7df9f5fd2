import { Anchor, type AnchorProps, Button, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';

type Html = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'color' | 'style'> & { ref?: Ref<HTMLAnchorElement> };

/** A link of the app's own addresses, typed by them. */
export const AnchorLink = createLink((props: Omit<AnchorProps, 'href'> & Html) => <Anchor {...props} />);

/** The same, as a button. */
export const ButtonLink = createLink((props: Omit<ButtonProps, 'href'> & Html) => <Button component="a" {...props} />);
