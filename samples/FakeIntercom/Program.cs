using FakeIntercom.CommandLine;

return await ExitCodes.RunAsync(FakeIntercomCommand.Create(), args);
