// Console events on Windows; see os_signal.h.
#include "base/os_signal.h"

#include <windows.h>

static bool was_interrupted; // written by the console's thread only

static BOOL WINAPI interrupt(DWORD event)
{
    if (event != CTRL_C_EVENT && event != CTRL_BREAK_EVENT)
        return FALSE;
    if (__atomic_exchange_n(&was_interrupted, true, __ATOMIC_RELAXED))
        ExitProcess(130);
    return TRUE;
}

const bool *ks_os_listen(void)
{
    SetConsoleCtrlHandler(interrupt, TRUE);
    return &was_interrupted;
}
