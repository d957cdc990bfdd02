using IntercomAnalyzers.Tests.Harness;

namespace IntercomAnalyzers.Tests.Clients;

public sealed class IntercomCsharpClientTests : CaseTests<IntercomCsharpClientTests>, ICases
{
    public static string Id => "INTERCOM1002";

    public static TheoryData<string, string> Reported { get; } = new()
    {
        {
            "create from a general handler",
            """
            using Intercom.Csharp;
            class C(UserService users)
            {
                public void A(string email)
                {
                    try { users.Single<object>(email); }
                    catch (IntercomException) { {|INTERCOM1002:users.Create(new User<object> { Email = email })|}; }
                }
            }
            // ==== Sdk.cs
            namespace Intercom.Csharp
            {
                public class IntercomException : Exception { }
                public class User<T> { public string? Id { get; set; } public int UserId { get; set; } public string? Email { get; set; } }
                public class UserService { public User<T> Create<T>(User<T> user) => user; public User<T> Update<T>(User<T> user) => user; public User<T>? Single<T>(string email) => null; public User<T>? Single<T>(int userId) => null; }
            }
            """
        },
        {
            "update is an upsert, too",
            """
            using Intercom.Csharp;
            class C(UserService users)
            {
                public void A(int id)
                {
                    User<object>? known = null;
                    try { known = users.Single<object>(id); }
                    catch (Exception) { }
                    if (known is null) {|INTERCOM1002:users.Update(new User<object> { UserId = id })|};
                }
            }
            // ==== Sdk.cs
            namespace Intercom.Csharp
            {
                public class IntercomException : Exception { }
                public class User<T> { public string? Id { get; set; } public int UserId { get; set; } public string? Email { get; set; } }
                public class UserService { public User<T> Create<T>(User<T> user) => user; public User<T> Update<T>(User<T> user) => user; public User<T>? Single<T>(string email) => null; public User<T>? Single<T>(int userId) => null; }
            }
            """
        },
        {
            "finder",
            """
            using Intercom.Csharp;
            class C(UserService users)
            {
                public User<object>? Find(string email)
                {
                    try { return users.Single<object>(email); }
                    catch (IntercomException) { {|INTERCOM1002:return null;|} }
                }
            }
            // ==== Sdk.cs
            namespace Intercom.Csharp
            {
                public class IntercomException : Exception { }
                public class User<T> { public string? Id { get; set; } public int UserId { get; set; } public string? Email { get; set; } }
                public class UserService { public User<T> Create<T>(User<T> user) => user; public User<T> Update<T>(User<T> user) => user; public User<T>? Single<T>(string email) => null; public User<T>? Single<T>(int userId) => null; }
            }
            """
        },
    };

    public static TheoryData<string, string> Silent { get; } = new()
    {
        {
            "rethrown, and an update of the user that was found",
            """
            using Intercom.Csharp;
            class C(UserService users)
            {
                public void A(string email)
                {
                    try { var known = users.Single<object>(email); users.Update(new User<object> { Id = known!.Id, Email = email }); }
                    catch (IntercomException) { throw; }
                }
            }
            // ==== Sdk.cs
            namespace Intercom.Csharp
            {
                public class IntercomException : Exception { }
                public class User<T> { public string? Id { get; set; } public int UserId { get; set; } public string? Email { get; set; } }
                public class UserService { public User<T> Create<T>(User<T> user) => user; public User<T> Update<T>(User<T> user) => user; public User<T>? Single<T>(string email) => null; public User<T>? Single<T>(int userId) => null; }
            }
            """
        },
        {
            "a service of the same name in another namespace",
            """
            namespace Crm
            {
                public class User { public string? Email { get; set; } }
                public class UserService { public void Create(User user) { } public User? Single(string email) => null; }
                class C(UserService users) { public void A(string email) { try { users.Single(email); } catch (Exception) { users.Create(new User { Email = email }); /* Intercom */ } } }
            }
            """
        },
    };
}
