import { configure } from '@testing-library/react';

/** A test waits for what it expects, however busy the machine: a second is too short while a disk or a compiler is cold. */
configure({ asyncUtilTimeout: 15_000 });
