using FakeIntercom.CommandLine;
using SignupStorm.CommandLine;

return await ExitCodes.RunAsync(StormCommand.Create(), args);
