import { z } from 'zod';

// Compiling checks would need eval, which the page forbids itself. It has to be said before the first check is made.
z.config({ jitless: true });
