using System.Net.Http.Headers;
using Signup;

var builder = WebApplication.CreateBuilder(args);
int? replay = null;
if (builder.Configuration["replay"] is { } text)
{
    if (!int.TryParse(text, out var number) || number < 1)
    {
        Console.Error.WriteLine($"--replay: '{text}' is no number of persons from 1 up.");
        return 2;
    }

    replay = number;
}

var token = Environment.GetEnvironmentVariable("INTERCOM_TOKEN");
if (string.IsNullOrWhiteSpace(token))
{
    Console.Error.WriteLine("INTERCOM_TOKEN is not set: the access token of the workspace (fake-token for FakeIntercom).");
    return 2;
}

void Configure(HttpClient http)
{
    http.BaseAddress = new Uri(Environment.GetEnvironmentVariable("INTERCOM_BASE_ADDRESS") ?? "https://api.intercom.io");
    http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
}

builder.Services.AddHttpClient<SignUpContacts>(Configure);
builder.Services.AddHttpClient<CheckoutContacts>(Configure);
builder.Services.AddHttpClient<ProfileContacts>(Configure);
builder.Services.AddHttpClient<TrialContacts>(Configure);
builder.Services.AddHttpClient<ContactSearch>(Configure);
builder.Services.AddHttpClient<ImportContacts>(Configure);
builder.Services.AddHttpClient<InviteContacts>(Configure);
builder.Services.AddHttpClient<VisitContacts>(Configure);
builder.Services.AddHttpClient<PlanContacts>(Configure);
builder.Services.AddHttpClient<SupportContacts>(Configure);
builder.Services.AddHttpClient<NewsletterContacts>(Configure);
builder.Services.AddMemoryCache();
builder.Services.AddTransient<Replay>();
if (replay is not null) builder.Logging.SetMinimumLevel(LogLevel.Error);

var app = builder.Build();
if (replay is { } persons)
{
    var failures = await app.Services.GetRequiredService<Replay>().RunAsync(persons, CancellationToken.None);
    Console.WriteLine($"{persons} persons replayed, {failures} steps failed");
    return 0;
}

app.MapPost("/signup", (Person person, SignUpContacts contacts, CancellationToken ct) => contacts.RegisterAsync(person, ct));
app.MapPost("/checkout", (Person person, CheckoutContacts contacts, CancellationToken ct) => contacts.EnsureAsync(person, ct));
app.MapPost("/profile", (Person person, ProfileContacts contacts, CancellationToken ct) => contacts.SaveAsync(person, ct));
app.MapPost("/trial", (string email, TrialContacts contacts, CancellationToken ct) => contacts.StartAsync(email, ct));
app.MapPost("/import", (Person person, ImportContacts contacts, CancellationToken ct) => contacts.ImportAsync(person, ct));
app.MapPost("/invite", (Person person, InviteContacts contacts, CancellationToken ct) => contacts.InviteAsync(person, ct));
app.MapPost("/visit", (Person person, VisitContacts contacts, CancellationToken ct) => contacts.TouchAsync(person, ct));
app.MapPost("/plan/{plan}", (string plan, Person person, PlanContacts contacts, CancellationToken ct) => contacts.ChangeAsync(person, plan, ct));
app.MapPost("/support", (string email, SupportContacts contacts, CancellationToken ct) => contacts.ContactAsync(email, ct));
app.MapPost("/newsletter", (string email, NewsletterContacts contacts, CancellationToken ct) => contacts.SubscribeAsync(email, ct));
app.Run();
return 0;
