using FakeIntercom.CommandLine;
using SignupStorm;

return await ExitCodes.RunAsync(StormCommand.Create(), args);
