using System.CommandLine;
using FakeIntercom.CommandLine;
using IntercomProbes.CommandLine;
using IntercomProbes.Sessions;

// After Ctrl+C the contacts are deleted before the program ends.
InvocationConfiguration configuration = new() { ProcessTerminationTimeout = CleanUp.LimitOf(new ProbeSettings()) };
return await ExitCodes.RunAsync(ProbesCommand.Create(), args, configuration);
